package io.github.podsights.camel.cli;

import java.util.Map;

/** Where the demo's routes take the sample events from. Closed when the demo has ended. */
interface DemoSource extends AutoCloseable {

    /** The properties by which {@code run} would read it. */
    Map<String, String> properties();

    /** A line that says where the sample events lie. */
    String place();

    /** What a person can do to have events of their own taken too. */
    String invitation();

    /** Whether all that lies there is settled. */
    boolean isDone(Standalone standalone) throws Exception;

    @Override
    void close();
}
