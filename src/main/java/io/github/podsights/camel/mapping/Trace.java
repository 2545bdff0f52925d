package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Is told how a payload comes about, step by step. Where nobody asks it is {@link #NONE}, which does nothing. */
interface Trace {

    Trace NONE = new Trace() {};

    /** The event is listed, and found by this name of it. */
    default void found(EventMapping event, String name) {}

    /** The event is not listed, and is sent under its own name. */
    default void unlisted(String name, String vendorEvent) {}

    /** A call begins. */
    default void call(int number) {}

    /** A field begins: of the call, or of the element. */
    default void begins(FieldMapping mapping) {}

    /** A source has nothing that counts as a value. */
    default void noValue(Source source, JsonNode found) {}

    /** What a source has can't be read by the transforms, or nothing is left of it. */
    default void refused(Source source, Reading reading) {}

    /** A source's value goes through its transforms. */
    default void accepted(Source source) {}

    /** What was accepted is left out: by an entry of the value map, or since it has none for it. */
    default void leftOutByValueMap(boolean byEntry) {}

    /** The field that began last ends, with this value or without one. */
    default void ends(Reading reading) {}

    /** An element of the source that is being read begins, numbered from 1. */
    default void element(int number) {}

    /** That element ends. */
    default void elementEnds() {}
}
