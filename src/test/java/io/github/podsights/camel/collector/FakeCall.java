package io.github.podsights.camel.collector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A call that writes down what is done to it, and whose body and time come when the test says so. */
final class FakeCall implements Call {

    final List<String> done = new ArrayList<>();
    private final byte[] body;
    private final List<Runnable> onRead = new ArrayList<>();
    private Runnable later;
    private boolean read;

    FakeCall(String body) {
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    /** Puts a call with this body through a behaviour, to its end; gives back what was done to it. */
    static String through(Behaviour behaviour, String body) {
        FakeCall call = new FakeCall(body);
        behaviour.answer(call, () -> call.done.add("otherwise"));
        call.bodyArrives();
        call.timePasses();
        return String.join(" ", call.done);
    }

    static String through(Behaviour behaviour) {
        return through(behaviour, "{}");
    }

    void bodyArrives() {
        read = true;
        List.copyOf(onRead).forEach(Runnable::run);
    }

    void timePasses() {
        if (later != null) {
            later.run();
        }
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public void whenRead(Runnable then) {
        if (read) {
            then.run();
        } else {
            onRead.add(then);
        }
    }

    @Override
    public void after(Duration delay, Runnable then) {
        done.add("after " + delay.toMillis());
        later = then;
    }

    @Override
    public void accept() {
        done.add("accept");
    }

    @Override
    public void reply(Reply reply) {
        done.add(describe("reply", reply));
    }

    @Override
    public void replyHalf(Reply reply) {
        done.add(describe("half", reply));
    }

    @Override
    public void trickle(Reply reply, Duration gap) {
        done.add(describe("trickle", reply) + " every " + gap.toMillis());
    }

    @Override
    public void reset() {
        done.add(read ? "reset-after" : "reset-before");
    }

    @Override
    public void keepSilent() {
        done.add("silence");
    }

    private static String describe(String how, Reply reply) {
        String body = reply.body().length() > 50 ? reply.body().length() + " characters" : reply.body();
        return how + " " + reply.status() + (reply.headers().isEmpty() ? "" : " " + reply.headers()) + " " + body;
    }
}
