package io.github.podsights.camel.event;

import java.util.Locale;
import java.util.Optional;

/**
 * Bytes that are no conversion event. The message says where, what was found and what was expected, but never quotes
 * from the event: it may be logged and stored as it is. Without stack trace and cause, since a bad source may cause
 * millions of them.
 */
public final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why an event is unreadable. */
    public enum Reason {
        /** No UTF-8: also overlong forms, surrogates, and a sequence that breaks off. */
        NOT_UTF8("no UTF-8"),
        /** The event is no object: something else, or nothing at all. */
        NO_OBJECT("no JSON object"),
        /** Not JSON as RFC 8259 has it. */
        BROKEN_JSON("broken JSON"),
        /** A key stands twice in one object. */
        DUPLICATE_KEY("a key given twice"),
        /** There is more than one object. */
        TRAILING_CONTENT("content after the object"),
        /** More bytes than {@code podsights.event.max-bytes}. */
        TOO_LARGE("too large"),
        /** Objects and lists nested deeper than 200. */
        TOO_DEEP("nested too deep"),
        /** A number of over 1,000 digits, as written or written out without an exponent. */
        NUMBER_TOO_LONG("a number too long"),
        /** {@code properties} is no object. */
        PROPERTIES_NO_OBJECT("properties is no object"),
        /** {@code traits} is no object. */
        TRAITS_NO_OBJECT("traits is no object"),
        /** {@code context} is no object. */
        CONTEXT_NO_OBJECT("context is no object"),
        /** {@code context.page} is no object. */
        CONTEXT_PAGE_NO_OBJECT("context.page is no object");

        private final String title;

        Reason(String title) {
            this.title = title;
        }

        /** The reason for machines, such as {@code broken_json}; part of the public interface. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    private final String where;

    private final String detail;

    UnreadableEventException(Reason reason, String where, String detail) {
        super(reason.title + (where.isEmpty() ? "" : " at " + where) + ": " + detail, null, false, false);
        this.reason = reason;
        this.where = where;
        this.detail = detail;
    }

    /** The same, saying what the bytes look like as a whole: in place of their first character, or besides the fault. */
    UnreadableEventException lookingLike(Optional<LooksLike> known) {
        return known.map(like -> new UnreadableEventException(reason, where, detailOf(like)))
                .orElse(this);
    }

    private String detailOf(LooksLike like) {
        String found = reason == Reason.NO_OBJECT
                ? "found " + like.what() + ", expected one JSON object"
                : detail + "; as a whole it looks like " + like.what();
        return like.remedy().isEmpty() ? found : found + "; " + like.remedy();
    }

    /** Why, for machines: snake_case, stable, such as {@code broken_json}. */
    public String reason() {
        return reason.code();
    }
}
