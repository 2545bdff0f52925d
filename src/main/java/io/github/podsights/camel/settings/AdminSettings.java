package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.yaml.Finding;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The admin port, where the bundle runs on its own; embedded there is none.
 *
 * @param port 1 to 65535, or 0 for any that is free; empty if it is off
 * @param host the name or address that it listens on
 * @param token what has to be shown for everything but metrics and health; empty: then only this machine gets it
 */
public record AdminSettings(OptionalInt port, String host, Optional<String> token) {

    static final String PORT = "a port from 1 to 65535, 0 for any that is free, or off";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,255}");

    /** As a header takes it. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{16,512}");

    public AdminSettings {
        int number = port.orElse(0);
        check(Property.ADMIN_PORT, number >= 0 && number <= 65_535, Integer.toString(number), PORT);
        check(
                Property.ADMIN_HOST,
                HOST.matcher(host).matches(),
                Finding.quoted(host),
                "a name or an address of this machine, without a port");
        check(
                Property.ADMIN_TOKEN,
                token.map(text -> TOKEN.matcher(text).matches()).orElse(true),
                "one of " + token.map(String::length).orElse(0) + " characters",
                "16 to 512 characters of ASCII, without blanks");
    }

    /** The same, but off. */
    public AdminSettings withoutPort() {
        return new AdminSettings(OptionalInt.empty(), host, token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AdminSettings[port=" + port + ", host=" + host + ", token=" + (token.isPresent() ? "***" : "none")
                + "]";
    }
}
