package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.processor.DelegateSyncProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By an error a step leaves its event unsettled: Camel catches exceptions alone. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErrorsUnsettleTest {

    private static final String SECRET = "jane.doe@example.com";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger deadLetters = new AtomicInteger();

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void noStepComesAfterAnError(Error error) throws Exception {
        Exchange done = run(route -> route.process(throwing(error)).process(counting(next)));

        assertUnsettled(done, error);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void soItIsWithABean(Error error) throws Exception {
        Exchange done = run(route -> route.bean(new Broken(error), "work").process(counting(next)));

        assertUnsettled(done, error);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void soItIsWithAConditionOfOurs(Error error) throws Exception {
        Condition.ofExchange(context.getRegistry(), "breaks", exchange -> {
            throw error;
        });

        Exchange done = run(route -> route.filter()
                .language("ref", "breaks")
                .process(counting(next))
                .end()
                .process(counting(next)));

        assertUnsettled(done, error);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void soItIsWithAnyOtherCondition(Error error) throws Exception {
        Predicate breaks = exchange -> {
            throw error;
        };

        Exchange done = run(route -> route.choice()
                .when(breaks)
                .process(counting(next))
                .otherwise()
                .process(counting(next))
                .end()
                .process(counting(next)));

        assertUnsettled(done, error);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void soItIsWithAnEndpoint(Error error) throws Exception {
        context.addEndpoint("broken:endpoint", new BrokenEndpoint(error));

        Exchange done = run(route -> route.to("broken:endpoint").process(counting(next)));

        assertUnsettled(done, error);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void soItIsInAnotherRoute(Error error) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:inner")
                        .errorHandler(noErrorHandler())
                        .process(throwing(error))
                        .process(counting(next));
            }
        });

        Exchange done = run(route -> route.to("direct:inner").process(counting(next)));

        assertUnsettled(done, error);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSplitDoesNotWaitForWhatAnErrorHasEnded(boolean parallel) throws Exception {
        AtomicInteger others = new AtomicInteger();

        Exchange done = run(route -> {
            var split = route.split(Builder.body());
            (parallel ? split.parallelProcessing() : split)
                    .process(exchange -> {
                        if ("b".equals(exchange.getMessage().getBody())) {
                            throw new StackOverflowError(SECRET);
                        }
                    })
                    .process(counting(others))
                    .end()
                    .process(counting(next));
        });

        assertUnsettled(done, new StackOverflowError());
        assertThat(others).hasValue(2);
    }

    @Test
    void anExceptionIsWhatItWas() throws Exception {
        Exception failure = new InvalidDeliveryException("no such order");

        Exchange done = run(route -> route.process(exchange -> {
                    throw failure;
                })
                .process(counting(next)));

        assertThat(done.getProperty(Exchange.EXCEPTION_CAUGHT)).isSameAs(failure);
        assertThat(deadLetters).hasValue(1);
        assertThat(next).hasValue(0);
    }

    @Test
    void anExceptionThatCamelMadeOfAnErrorIsNoneOfTheEvent() throws Exception {
        Error error = new AssertionError(SECRET);

        Exchange done = run(route -> route.process(exchange -> {
                    throw new CamelExecutionException("wrapped", exchange, error);
                })
                .process(counting(next)));

        assertUnsettled(done, error);
    }

    @Test
    void theLogNamesTheErrorAndNotWhatItSays() throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.ERROR)) {
            run(route -> route.process(exchange -> overflow(0)));

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR")
                    .contains("Unexpected java.lang.StackOverflowError in a step")
                    .hasLineCount(22);
        }
    }

    @Test
    void theLogDoesNotSayWhatAnErrorSays() throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN)) {
            run(route -> route.process(throwing(new AssertionError(SECRET))));

            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("ERROR") && line.contains("java.lang.AssertionError"))
                    .noneMatch(line -> line.contains(SECRET));
        }
    }

    /** An error handler asks while no step is under way. */
    @ParameterizedTest
    @CsvSource({"failed, 1", "again, 1", "begins, 1", "none, 2"})
    void anErrorOfWhatTheErrorHandlerAsksEndsItToo(String where, int runs) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Error error = new StackOverflowError(SECRET);
        Asked asked = new Asked(where, error);
        context.getRegistry().bind("asked", asked);
        context.getRegistry().bind("askedBegins", (Processor) asked::begins);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:retried")
                        .errorHandler(deadLetterChannel("direct:dead")
                                .deadLetterHandleNewException(false)
                                .onExceptionOccurredRef("asked")
                                .retryWhile(method("asked", "again"))
                                .onRedeliveryRef("askedBegins")
                                .redeliveryDelay(0))
                        .process(exchange -> {
                            if (ran.incrementAndGet() == 1) {
                                throw new IllegalStateException("the first time");
                            }
                        })
                        .process(counting(next));
            }
        });

        Exchange done = run(route -> route.to("direct:retried"));

        assertThat(ran).hasValue(runs);
        if (!where.equals("none")) {
            assertUnsettled(done, error);
        }
    }

    @Test
    void whatAStepSaysBeforeItsErrorIsNotPassedOnTwice() {
        Said said = new Said();

        boolean sync = step((exchange, callback) -> {
                    callback.done(true);
                    throw new StackOverflowError(SECRET);
                })
                .process(said.exchange, said);

        assertThat(sync).isTrue();
        assertThat(said.times).hasValue(1);
        assertThat(said.exchange.getException()).isInstanceOf(UnsettledException.class);
    }

    @Test
    void whatAStepSaysTwiceIsPassedOnOnce() {
        Said said = new Said();

        step((exchange, callback) -> {
                    callback.done(true);
                    callback.done(false);
                    return true;
                })
                .process(said.exchange, said);

        assertThat(said.times).hasValue(1);
        assertThat(said.exchange.getException()).isNull();
    }

    @Test
    void whoGoesOnAlreadyIsNotCalledAgain() {
        Said said = new Said();
        AsyncProcessor step = step((exchange, callback) -> {
            callback.done(false);
            throw new StackOverflowError(SECRET);
        });

        assertThatThrownBy(() -> step.process(said.exchange, said)).isInstanceOf(StackOverflowError.class);

        assertThat(said.times).hasValue(1);
        assertThat(said.exchange.getException()).isNull();
    }

    @Test
    void whatIsSaidLaterIsPassedOn() throws Exception {
        Said said = new Said();
        CountDownLatch returned = new CountDownLatch(1);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            boolean sync = step((exchange, callback) -> {
                        executor.execute(() -> {
                            try {
                                returned.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            exchange.setException(new AssertionError(SECRET));
                            callback.done(false);
                        });
                        return false;
                    })
                    .process(said.exchange, said);
            assertThat(sync).isFalse();
            assertThat(said.times).hasValue(0);
            returned.countDown();
        } finally {
            executor.shutdown();
        }

        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said.times).hasValue(1);
        assertThat(said.sync).isFalse();
        assertThat(said.exchange.getException()).hasMessage("a step ended by java.lang.AssertionError");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsUnsettledRunsNoStep(boolean isOurs) {
        Said said = new Said();
        said.exchange.setException(new UnsettledException("stopped"));

        (isOurs
                        ? wrapped(new DelegateSyncProcessor(counting(next)))
                        : step((exchange, callback) -> {
                            next.incrementAndGet();
                            callback.done(true);
                            return true;
                        }))
                .process(said.exchange, said);

        assertThat(next).hasValue(0);
        assertThat(said.times).hasValue(1);
    }

    static Stream<Error> errors() {
        return Stream.of(
                new StackOverflowError(SECRET),
                new AssertionError(SECRET),
                new InternalError(SECRET),
                new NoClassDefFoundError("org/acme/Driver"),
                new ExceptionInInitializerError(SECRET));
    }

    /** Sends a list of three through steps with a dead letter channel, which writes nothing that is unsettled. */
    private Exchange run(Consumer<RouteDefinition> steps) throws Exception {
        context.getCamelContextExtension().addInterceptStrategy(new ErrorsUnsettle());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead").errorHandler(noErrorHandler()).process(exchange -> {
                    var unused = WriteDeadLetter.endedBy(exchange);
                    deadLetters.incrementAndGet();
                });
                steps.accept(from("direct:in")
                        .errorHandler(deadLetterChannel("direct:dead").deadLetterHandleNewException(false)));
            }
        });
        context.start();
        try (var caller = context.createProducerTemplate()) {
            return caller.send("direct:in", exchange -> exchange.getMessage().setBody(List.of("a", "b", "c")));
        }
    }

    private void assertUnsettled(Exchange done, Error error) {
        assertThat(done.getException())
                .isInstanceOf(UnsettledException.class)
                .hasMessage("a step ended by " + error.getClass().getName())
                .hasNoCause();
        assertThat(next).hasValue(0);
        assertThat(deadLetters).hasValue(0);
    }

    private static Processor throwing(Error error) {
        return exchange -> {
            throw error;
        };
    }

    private static Processor counting(AtomicInteger counter) {
        return exchange -> counter.incrementAndGet();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    private AsyncProcessor wrapped(Processor target) {
        return (AsyncProcessor) new ErrorsUnsettle().wrapProcessorInInterceptors(context, null, target, null);
    }

    private AsyncProcessor step(Step step) {
        return wrapped(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return step.process(exchange, callback);
            }
        });
    }

    private interface Step {

        boolean process(Exchange exchange, AsyncCallback callback);
    }

    private final class Said implements AsyncCallback {

        private final Exchange exchange = new DefaultExchange(context);
        private final AtomicInteger times = new AtomicInteger();
        private volatile boolean sync;

        @Override
        public void done(boolean doneSync) {
            sync = doneSync;
            times.incrementAndGet();
        }
    }

    /** A bean. */
    public static final class Broken {

        private final Error error;

        Broken(Error error) {
            this.error = error;
        }

        /** A step. */
        public Object work(Object body) {
            if (body != null) {
                throw error;
            }
            return "";
        }
    }

    private static final class BrokenEndpoint extends DefaultEndpoint {

        private final Error error;

        BrokenEndpoint(Error error) {
            this.error = error;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    throw error;
                }
            };
        }

        @Override
        public org.apache.camel.Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected String createEndpointUri() {
            return "broken:endpoint";
        }
    }

    /** Tries once more, but for what breaks. */
    private static final class Asked extends WhenFailed {

        private final String where;
        private final Error error;

        Asked(String where, Error error) {
            this.where = where;
            this.error = error;
        }

        @Override
        void failed(Exchange exchange) {
            breaks("failed");
        }

        @Override
        boolean isAgain(Exchange exchange) {
            breaks("again");
            return true;
        }

        @Override
        void beforeAgain(Exchange exchange) {
            breaks("begins");
        }

        private void breaks(String here) {
            if (where.equals(here)) {
                throw error;
            }
        }
    }
}
