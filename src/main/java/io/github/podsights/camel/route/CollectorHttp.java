package io.github.podsights.camel.route;

import io.github.podsights.camel.settings.CollectorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The component instance that delivers: all of camel-http and HttpClient that would retry, follow, remember, decompress or
 * wait for ever on its own is switched off. The host's own {@code http} component stays as it is.
 */
final class CollectorHttp {

    private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(500);

    private CollectorHttp() {}

    static HttpComponent component(CollectorSettings settings, Deadlines deadlines)
            throws GeneralSecurityException, IOException {
        HttpComponent component = new HttpComponent();
        component.setClientConnectionManager(connections(settings).build());
        component.setConnectTimeout(settings.connectTimeout().toMillis());
        component.setResponseTimeout(settings.responseTimeout().toMillis());
        component.setConnectionRequestTimeout(settings.attemptTimeout().toMillis());
        component.setCookieManagementDisabled(true);
        component.setUserAgent("podsights-camel");
        AttemptDeadline deadline = new AttemptDeadline(settings.attemptTimeout(), deadlines);
        component.setHttpClientConfigurer(client -> configure(client, settings, deadline));
        return component;
    }

    private static void configure(HttpClientBuilder client, CollectorSettings settings, AttemptDeadline deadline) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableConnectionState()
                .addExecInterceptorFirst("attempt-deadline", deadline);
        if (settings.proxy() != null) {
            client.setProxy(new HttpHost(
                    settings.proxy().getScheme(),
                    settings.proxy().getHost(),
                    settings.proxy().getPort()));
        }
    }

    private static PoolingHttpClientConnectionManagerBuilder connections(CollectorSettings settings)
            throws GeneralSecurityException, IOException {
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                // One route, so there is no share to be kept fair; the lax pool has no lock that all threads meet at.
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.connections())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(timeout(settings.responseTimeout().toMillis()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.connectTimeout().toMillis()))
                        .setSocketTimeout(timeout(settings.responseTimeout().toMillis()))
                        .setTimeToLive(TimeValue.ofMilliseconds(
                                settings.connectionTimeToLive().toMillis()))
                        // A connection that the peer has closed meanwhile is found out before an event is put on it.
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .build());
        Path trustStore = settings.trustStore();
        if (trustStore != null) {
            builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(TrustStore.context(trustStore)));
        }
        return builder;
    }

    private static Timeout timeout(long millis) {
        return Timeout.ofMilliseconds(millis);
    }
}
