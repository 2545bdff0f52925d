package io.github.podsights.camel.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that are trusted in place of the JVM's. */
public final class TrustStore {

    private static final byte[] PEM = "-----BEGIN".getBytes(StandardCharsets.US_ASCII);

    private TrustStore() {}

    /**
     * A context that trusts the certificates of a file.
     *
     * @param file in PEM, PKCS#12 or JKS form, without a password
     * @throws IOException if it can't be read
     * @throws GeneralSecurityException if there is no certificate in it
     */
    public static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = isPem(file) ? fromPem(file) : fromStore(file);
        if (store.size() == 0) {
            throw new GeneralSecurityException("no certificate in " + file);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static boolean isPem(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .contains(new String(PEM, StandardCharsets.US_ASCII));
    }

    private static KeyStore fromPem(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
        }
        return store;
    }

    private static KeyStore fromStore(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), (char[]) null);
    }
}
