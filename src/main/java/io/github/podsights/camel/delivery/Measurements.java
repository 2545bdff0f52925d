package io.github.podsights.camel.delivery;

/** Is told of what is measured beside the books, on the thread where it happens; it must be quick, and not throw. */
public interface Measurements {

    /**
     * An attempt ended: it is the last one of {@link Delivery#attempts()}.
     *
     * @param answerClass how its answer was taken; {@link AnswerClass#TRANSIENT} also if there was none
     */
    void attemptEnded(Delivery delivery, AnswerClass answerClass);

    /**
     * A delivery was mapped, and identity fields were left out because what stood there could not be read.
     *
     * @param fields how many, 1 or more
     */
    void leftOut(Delivery delivery, int fields);

    /** Measures nothing. */
    Measurements NONE = new Measurements() {
        @Override
        public void attemptEnded(Delivery delivery, AnswerClass answerClass) {
            // nothing
        }

        @Override
        public void leftOut(Delivery delivery, int fields) {
            // nothing
        }
    };
}
