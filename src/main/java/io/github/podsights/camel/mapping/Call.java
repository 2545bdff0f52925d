package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call to the vendor.
 *
 * @param number its number within its event, from 1
 * @param payload what is sent; null if it is invalid. It shares nothing that can be changed with the event.
 * @param reason why it is invalid, naming the source path; null if it is not. It holds no value of the event, only
 *     what kind of value was found.
 * @param leftOut how many identity fields were left out because what stood there could not be read
 */
public record Call(int number, ObjectNode payload, String reason, int leftOut) {

    public Call {
        if (number < 1) {
            throw new IllegalArgumentException("number is " + number + "; expected 1 or more");
        }
        if ((payload == null) == (reason == null)) {
            throw new IllegalArgumentException("a call has either a payload or a reason why it has none");
        }
    }

    /** Whether there is a reason instead of a payload. */
    public boolean isInvalid() {
        return payload == null;
    }

    /** Without the payload, which holds the key. */
    @Override
    public String toString() {
        return "Call[number=" + number + ", " + (isInvalid() ? "reason=" + reason : "valid") + ", leftOut=" + leftOut
                + "]";
    }
}
