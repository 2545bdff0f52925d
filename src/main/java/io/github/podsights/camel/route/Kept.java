package io.github.podsights.camel.route;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** A step that has a life of its own: a route that is exchanged for another one does not shut it down with itself. */
record Kept(AsyncProcessor step) implements AsyncProcessor {

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return step.process(exchange, callback);
    }

    @Override
    public CompletableFuture<Exchange> processAsync(Exchange exchange) {
        return step.processAsync(exchange);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        step.process(exchange);
    }
}
