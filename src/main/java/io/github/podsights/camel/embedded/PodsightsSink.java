package io.github.podsights.camel.embedded;

import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.settings.Property;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What the Kamelet {@code podsights-sink} does: a bundle with one integration, which its parameters make. It runs in a context of
 * its own, so that there may be several in one of the host's; whatever else is configured is the host's properties.
 */
public final class PodsightsSink extends ServiceSupport implements Processor, CamelContextAware {

    /** The variable that has the outcomes of a message. */
    public static final String OUTCOMES = "podsightsOutcomes";

    private CamelContext host;
    private final SinkIntegration integration = new SinkIntegration();
    private String collectorUrl = Property.COLLECTOR_URL.defaultText();
    private String deadLetterUri = Property.DEAD_LETTER_URI.defaultText();
    private DefaultCamelContext own;
    private ProducerTemplate pipeline;

    /** @throws IllegalArgumentException if a parameter or a property can't be what it is; the message says all of them */
    @Override
    protected void doStart() throws Exception {
        HostConfiguration configuration = HostConfiguration.ofSink(
                host,
                integration,
                Map.of(
                        Property.SOURCE,
                        "none",
                        Property.COLLECTOR_URL,
                        collectorUrl,
                        Property.DEAD_LETTER_URI,
                        deadLetterUri,
                        // A directory of parked deliveries is one bundle's alone, and this one names none.
                        Property.PARK_URI,
                        ""));
        own = new DefaultCamelContext();
        own.disableJMX();
        own.setApplicationContextClassLoader(host.getApplicationContextClassLoader());
        PodsightsBundle.install(own, configuration.settings(), configuration.integrations(), SettlementListener.NONE);
        own.start();
        pipeline = own.createProducerTemplate();
    }

    @Override
    protected void doStop() {
        if (own != null) {
            own.stop();
        }
    }

    /** Reports the message; it stays as it is. */
    @Override
    public void process(Exchange exchange) {
        Object event = exchange.getMessage().getBody();
        Exchange answer =
                pipeline.request("direct:podsights", asked -> asked.getMessage().setBody(event));
        if (answer.getException() != null) {
            exchange.setException(answer.getException());
        } else {
            exchange.setVariable(OUTCOMES, answer.getMessage().getBody(List.class));
        }
    }

    /** The pixel's key. */
    public void setKey(String key) {
        integration.key(key);
    }

    /** {@code retail} or {@code full}. */
    public void setPreset(String preset) {
        integration.preset(preset);
    }

    /** Several by commas. */
    public void setConsentCategories(String categories) {
        integration.consentCategories(categories);
    }

    /** {@code all} or {@code any}. */
    public void setConsentMatch(String match) {
        integration.consentMatch(match);
    }

    /** {@code drop} or {@code allow}. */
    public void setOnMissingConsent(String action) {
        integration.onMissingConsent(action);
    }

    /** As {@code podsights.collector.url}. */
    public void setCollectorUrl(String url) {
        collectorUrl = url;
    }

    /** As {@code podsights.dead-letter.uri}. */
    public void setDeadLetterUri(String uri) {
        deadLetterUri = uri;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        host = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return host;
    }
}
