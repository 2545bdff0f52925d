package io.github.podsights.camel.route;

import io.github.podsights.camel.settings.CollectorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * What delivers: a component instance of our own, so that the host's {@code http} stays as it is, with a client in which
 * nothing retries, follows, remembers, decompresses or waits for ever on its own.
 */
final class CollectorHttp {

    /** The name of the component, which is the scheme of its endpoint. */
    static final String NAME = "podsights-http";

    private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(500);

    private final HttpComponent component = new HttpComponent();
    private final CollectorClient client;

    /** @param connections how many there may be: the client keeps to it, not the pool */
    CollectorHttp(CollectorSettings settings, Permits connections, Deadlines deadlines)
            throws GeneralSecurityException, IOException {
        PoolingHttpClientConnectionManager pool = pool(settings);
        component.setClientConnectionManager(pool);
        client = new CollectorClient(
                settings.proxy() == null ? HttpClients.createMinimal(pool) : throughProxy(settings, pool),
                deadlines,
                settings,
                connections);
    }

    /** The component. */
    HttpComponent component() {
        return component;
    }

    /** The client that the endpoint names. */
    CollectorClient client() {
        return client;
    }

    /** The minimal client, which has none of what is switched off here, knows no proxy either. */
    private static CloseableHttpClient throughProxy(
            CollectorSettings settings, PoolingHttpClientConnectionManager pool) {
        return HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setProxy(new HttpHost(
                        settings.proxy().getScheme(),
                        settings.proxy().getHost(),
                        settings.proxy().getPort()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableConnectionState()
                .build();
    }

    private static PoolingHttpClientConnectionManager pool(CollectorSettings settings)
            throws GeneralSecurityException, IOException {
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                // One route, so there is no share to be kept fair; the lax pool has no lock that all threads meet at.
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(CollectorSettings.MOST_CONNECTIONS)
                .setMaxConnPerRoute(CollectorSettings.MOST_CONNECTIONS)
                // The deadlines end what is silent; a time-out of the socket would set a timer for every read.
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.DISABLED)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(
                                Timeout.ofMilliseconds(settings.connectTimeout().toMillis()))
                        .setTimeToLive(TimeValue.ofMilliseconds(
                                settings.connectionTimeToLive().toMillis()))
                        // A connection that the peer has closed meanwhile is found out before an event is put on it.
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .build());
        Path trustStore = settings.trustStore();
        if (trustStore != null) {
            builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(TrustStore.context(trustStore)));
        }
        return builder.build();
    }
}
