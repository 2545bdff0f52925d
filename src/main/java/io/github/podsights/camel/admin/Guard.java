package io.github.podsights.camel.admin;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets through, beside what is open to all, who shows the token. Where none is set, whoever is on this machine: but no web
 * page in a browser here, which any site can make ask, and nobody for whom a proxy here says that it asks: of one that does
 * not, nobody can know.
 */
final class Guard implements Handler {

    private static final String SCHEME = "Bearer ";

    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    private static final List<String> FOR_OTHERS =
            List.of("Origin", "Via", "Forwarded", "X-Forwarded-For", "X-Real-IP");

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");

    private final Optional<String> token;

    Guard(Optional<String> token) {
        this.token = token;
    }

    @Override
    public void handle(Context context) {
        if (OpenRoutes.PATHS.contains(context.path())) {
            return;
        }
        requireEntitled(context);
        requireJson(context);
    }

    private void requireEntitled(Context context) {
        if (token.isPresent()) {
            if (!shows(context.header("Authorization"), token.get())) {
                context.header("WWW-Authenticate", "Bearer");
                throw new UnauthorizedResponse("expected the token of podsights.admin.token");
            }
        } else if (!isOfThisMachine(context)) {
            throw new ForbiddenResponse("only for this machine, as long as podsights.admin.token is not set");
        }
    }

    /** What changes something takes a type that a page in a browser can't send to another site without asking before. */
    private static void requireJson(Context context) {
        boolean reads = SAFE.contains(context.req().getMethod());
        String type = context.contentType();
        if (!reads && (type == null || !JSON.matcher(type).matches())) {
            throw new UnsupportedMediaTypeResponse("expected Content-Type: application/json");
        }
    }

    private static boolean shows(String header, String expected) {
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest(header.substring(SCHEME.length()).strip()), digest(expected));
    }

    /** Of equal length, whatever was shown: how long the comparison takes tells nothing. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOfThisMachine(Context context) {
        return isLoopback(context.req().getRemoteAddr())
                && THIS_MACHINE.matcher(context.req().getServerName()).matches()
                && FOR_OTHERS.stream().allMatch(name -> context.header(name) == null);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
