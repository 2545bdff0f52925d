package io.github.podsights.camel.route;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Ordered;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.WrapAwareProcessor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.support.processor.DelegateSyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Around each step of our routes: a step that ends by a Java error leaves its event unsettled, and no step comes after it.
 * Camel catches exceptions alone. By an error it may go on with the next step, and a split that waits for what an error
 * has ended waits for ever; and what it does make an exception of would become a dead letter, though nothing is wrong with
 * the event.
 */
final class ErrorsUnsettle implements InterceptStrategy, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorsUnsettle.class);

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return target.getClass() == DelegateSyncProcessor.class
                ? new SyncStep((DelegateSyncProcessor) target)
                : new AsyncStep(target);
    }

    /** Around those of a host too, which it may have for all routes. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    /** What an exchange fails by when something on its way has ended by an error. It is said in the log once a minute. */
    static UnsettledException endedBy(Throwable error, Exchange exchange) {
        try {
            note(error, exchange);
        } catch (Throwable e) {
            // Noting it may fail as the step did: of a stack there may be nothing left. It is unsettled all the same.
        }
        return new UnsettledException("a step ended by " + error.getClass().getName());
    }

    private static void note(Throwable error, Exchange exchange) {
        Optional<StepErrors> errors = StepErrors.of(exchange.getContext());
        if (errors.isEmpty()) {
            LOG.error("Unexpected {} in a step", error.getClass().getName(), Failures.briefly(error));
        } else {
            errors.get().note("a step ended by " + error.getClass().getName(), error, EventUnderWay.of(exchange));
        }
    }

    /** Looks whether an exchange has failed by an error, of which Camel has made an exception. */
    private static void look(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure instanceof RuntimeCamelException) {
            Throwable cause = failure;
            while (cause instanceof RuntimeCamelException) {
                cause = cause.getCause();
            }
            if (cause instanceof Error) {
                exchange.setException(endedBy(cause, exchange));
            }
        }
    }

    /** What is called after a step may have found that the event can't be settled: Camel runs the step again all the same. */
    private static boolean isUnsettled(Exchange exchange) {
        return exchange.getException() instanceof UnsettledException;
    }

    /** A step of ours: in place of Camel's processor for it, of which each event passes two dozen. */
    private static final class SyncStep extends DelegateAsyncProcessor implements WrapAwareProcessor {

        private final Processor wrapped;
        private final Processor step;

        SyncStep(DelegateSyncProcessor wrapped) {
            super((AsyncProcessor) wrapped);
            this.wrapped = wrapped;
            this.step = wrapped.getProcessor();
        }

        @Override
        public Processor getWrapped() {
            return wrapped;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (!isUnsettled(exchange)) {
                try {
                    step.process(exchange);
                } catch (Throwable e) {
                    exchange.setException(e);
                }
                look(exchange);
            }
            callback.done(true);
            return true;
        }
    }

    /** Any other step: it calls back itself, now or later, and perhaps although it ends by an error. */
    private static final class AsyncStep extends DelegateAsyncProcessor implements WrapAwareProcessor {

        private final Processor wrapped;

        AsyncStep(Processor wrapped) {
            super(wrapped);
            this.wrapped = wrapped;
        }

        @Override
        public Processor getWrapped() {
            return wrapped;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (isUnsettled(exchange)) {
                callback.done(true);
                return true;
            }
            return new Once(exchange, callback).run(processor);
        }
    }

    /**
     * Calls back once. What a step says before it has returned it may say in a {@code finally}, with an error on its way: that
     * is passed on when it has returned.
     */
    private static final class Once extends AtomicInteger implements AsyncCallback {

        private static final long serialVersionUID = 1L;

        private static final int RUNS = 0;
        private static final int RETURNED = 1;
        private static final int SAID = 2;
        private static final int DONE = 3;

        private final transient Exchange exchange;
        private final transient AsyncCallback callback;

        Once(Exchange exchange, AsyncCallback callback) {
            this.exchange = exchange;
            this.callback = callback;
        }

        boolean run(AsyncProcessor step) {
            boolean sync;
            try {
                sync = step.process(exchange, this);
            } catch (Throwable e) {
                if (getAndSet(DONE) == DONE) {
                    throw e; // too late: who was called goes on already
                }
                exchange.setException(e);
                end(true);
                return true;
            }
            if (compareAndSet(RUNS, RETURNED) || !compareAndSet(SAID, DONE)) {
                return sync;
            }
            end(true);
            return true;
        }

        @Override
        public void done(boolean sync) {
            if (sync && compareAndSet(RUNS, SAID)) {
                return;
            }
            if (compareAndSet(RUNS, DONE) || compareAndSet(RETURNED, DONE)) {
                end(sync);
            }
        }

        private void end(boolean sync) {
            look(exchange);
            callback.done(sync);
        }
    }
}
