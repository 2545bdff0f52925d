package io.github.podsights.camel.collector;

import java.time.Duration;

/**
 * One request to the collector, and everything that can be done to it. Used from one thread; of the answers the first
 * one counts, and a call whose client went away takes any of them without effect.
 */
public interface Call {

    /** What was read of the body so far; all of it once {@link #whenRead} came back. Not to be changed. */
    byte[] body();

    /** Runs {@code then} when the body was read to its end, at once if it was; never if the client goes away first. */
    void whenRead(Runnable then);

    /** Runs {@code then} after the delay, on the thread of this call; not after the stand-in was closed. */
    void after(Duration delay, Runnable then);

    /** Answers as the vendor would: accepted, or 400 if requests are checked and this one does not hold. Needs the body. */
    void accept();

    /** Answers. */
    void reply(Reply reply);

    /** Promises the whole answer, sends half of its body and closes the connection. */
    void replyHalf(Reply reply);

    /** Sends the head at once, then a byte of the body after each gap. */
    void trickle(Reply reply, Duration gap);

    /** Resets the connection (a TCP RST, not an orderly end). */
    void reset();

    /** Never answers, and leaves the connection open until the client gives up. */
    void keepSilent();
}
