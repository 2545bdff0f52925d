package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.integration.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A database in which something is remembered.
 *
 * @param property the one that names it, for messages
 * @param url its address, of H2 or PostgreSQL, without user and password
 * @param user its user; empty if it needs none
 * @param password its password; empty if it needs none
 */
public record DatabaseSettings(Property property, String url, Optional<String> user, Optional<Secret> password) {

    private static final Pattern URL = Pattern.compile("jdbc:(h2|postgresql):\\S+");

    private static final Pattern CREDENTIALS = Pattern.compile("[?;&](user|password)=|@");

    public DatabaseSettings {
        boolean credentials = CREDENTIALS.matcher(url.toLowerCase(Locale.ROOT)).find();
        check(
                property,
                !credentials && URL.matcher(url).matches(),
                credentials ? "a user or password in it" : "an address of another kind",
                "jdbc:h2:… or jdbc:postgresql:…, without user and password, or none");
    }
}
