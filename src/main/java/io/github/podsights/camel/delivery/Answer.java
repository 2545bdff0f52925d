package io.github.podsights.camel.delivery;

/**
 * How an answer is taken.
 *
 * @param answerClass its class
 * @param throttles whether nothing more is to be sent for the integration for now
 * @param detail what was found in its body, in the words of the answer table; null if that was not what decided
 */
public record Answer(AnswerClass answerClass, boolean throttles, String detail) {}
