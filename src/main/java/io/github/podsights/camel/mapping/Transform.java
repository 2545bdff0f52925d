package io.github.podsights.camel.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a value is read and rewritten; a mapping applies its transforms in their order. */
public enum Transform {
    /** A number as its plain decimal text, a boolean as its word. */
    STRING("string", "a text, a number or a boolean"),
    /** A number without a fraction: 2.0 is 2. */
    INTEGER("integer", "a number without a fraction"),
    /** A JSON number, or a text that, trimmed, would be one. Keeps its decimal value. */
    NUMBER("number", "a number of at most 40 digits and an exponent of at most ±30, written as in JSON"),
    /** {@code true}, {@code false}, 1, 0, or the same as a text, whatever its case. */
    BOOLEAN("boolean", "true, false, 1 or 0"),
    /** Without white space around it. */
    TRIM("trim", "a text, a number or a boolean"),
    /** In lower case, of no language in particular. */
    LOWERCASE("lowercase", "a text, a number or a boolean"),
    /** In upper case, of no language in particular. */
    UPPERCASE("uppercase", "a text, a number or a boolean"),
    /** The hash of an e-mail address. */
    SHA256_EMAIL("sha256_email", "an e-mail address or its SHA-256"),
    /** A public IP address. */
    IP("ip", "a public IP address"),
    /** A URL without what tells of a person. */
    URL("url", "an http or https URL"),
    /** A currency code: trimmed, upper-cased, three letters A–Z. */
    CURRENCY("currency", "three letters, such as USD"),
    /** A list, each element of which is mapped by the mapping's {@code items}. */
    LINE_ITEMS("line_items", "a list of objects"),
    /** The sum over a list by the mapping's {@code items}, if each element has a value; a number is its own sum. */
    SUM_QUANTITY("sum_quantity", "a list of objects, or a number without a fraction");

    private final String word;
    private final String expects;

    Transform(String word, String expects) {
        this.word = word;
        this.expects = expects;
    }

    /** As it is written in a blueprint. */
    public String word() {
        return word;
    }

    /** What it can read, for messages. */
    String expects() {
        return expects;
    }

    /** Whether it yields a field that identifies the visitor: what it can't read is left out and counted. */
    public boolean isIdentity() {
        return this == SHA256_EMAIL || this == IP || this == URL;
    }

    /** Whether it reads a list, and says by {@code items} what of its elements. */
    public boolean isOverList() {
        return this == LINE_ITEMS || this == SUM_QUANTITY;
    }

    /** The transform of a word; empty if there is none. Case makes a difference. */
    public static Optional<Transform> of(String word) {
        return Arrays.stream(values())
                .filter(transform -> transform.word.equals(word))
                .findFirst();
    }

    /** The words of all transforms. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Transform::word).toList();
    }
}
