package io.github.podsights.camel.settings;

/** A property with a value that can't be; its message names the property, what was found and what is expected. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Property property;

    private final String found;

    private final String expected;

    InvalidSettingException(Property property, String found, String expected) {
        super(property.key() + ": found " + found + "; expected " + expected);
        this.property = property;
        this.found = found;
        this.expected = expected;
    }

    /** The same, without the value: it stands elsewhere, and so may be a secret. */
    InvalidSettingException hidden() {
        return new InvalidSettingException(property, PropertyValues.HIDDEN, expected);
    }

    public Property property() {
        return property;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
