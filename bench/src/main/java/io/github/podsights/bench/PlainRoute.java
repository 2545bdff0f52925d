package io.github.podsights.bench;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The route that one would write without this bundle: each consumer posts one record after the other. */
public final class PlainRoute extends RouteBuilder {

    private final String from;
    private final String to;

    private PlainRoute(String from, String to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Runs until it is killed.
     *
     * @param args brokers, topic, group, where to post to, and how many consumers there are
     */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure()
                .addRoutesBuilder(new PlainRoute(
                        "kafka:" + args[1] + "?brokers=" + args[0] + "&groupId=" + args[2]
                                + "&autoOffsetReset=earliest&consumersCount=" + args[4],
                        args[3] + "?httpMethod=POST"));
        main.run();
    }

    @Override
    public void configure() {
        from(from).setHeader("Content-Type", constant("application/json")).to(to);
    }
}
