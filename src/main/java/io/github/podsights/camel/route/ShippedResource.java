package io.github.podsights.camel.route;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceSupport;

/**
 * A file of routes in our jar. Camel would look for it where the application's classes are, and in OSGi those of a host are not
 * ours; its location is what Camel would call it.
 */
public final class ShippedResource extends ResourceSupport {

    private static final String SCHEME = "classpath";

    private final String path;

    private ShippedResource(String file) {
        super(SCHEME, SCHEME + ":" + file);
        path = "/" + file;
    }

    /**
     * The one of a name; whether it is there, reading it says.
     *
     * @param directory in the jar
     * @param name without {@code .camel.yaml}
     */
    public static Resource of(String directory, String name) {
        return new ShippedResource(directory + "/" + name + RouteFile.ENDING);
    }

    @Override
    public boolean exists() {
        return url() != null;
    }

    /** Null if it is not there. */
    @Override
    public URI getURI() {
        URL url = url();
        try {
            return url == null ? null : url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(path + " in a jar with an address that is none", e);
        }
    }

    /** Null if it is not there. */
    @Override
    public URL getURL() {
        return url();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream stream = ShippedResource.class.getResourceAsStream(path);
        if (stream == null) {
            throw new FileNotFoundException(path + " is not in the jar");
        }
        return stream;
    }

    private URL url() {
        return ShippedResource.class.getResource(path);
    }
}
