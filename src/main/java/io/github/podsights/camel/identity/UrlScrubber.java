package io.github.podsights.camel.identity;

import io.github.podsights.camel.event.WhiteSpace;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes out of a URL what tells who the visitor is: user info, fragment, and each query parameter whose value holds
 * e-mail-like text, percent-encoded up to three times or not at all, or whose name is a name of personal data or of a
 * secret. Everything else stays as it was written, in its order and encoding. Immutable.
 *
 * <p>An e-mail in the path or in a parameter's name is left for {@link Redaction}, which goes over every string of a
 * payload.
 */
public final class UrlScrubber {

    private static final List<String> PERSONAL = List.of(
            "email emailaddress useremail mail phone phonenumber telephone tel mobile",
            "firstname lastname fullname username surname givenname familyname",
            "address street postcode postalcode zip zipcode dob birthdate birthday dateofbirth ssn",
            "password passwd pwd token accesstoken idtoken refreshtoken authtoken auth jwt secret apikey",
            "session sessionid");

    private final Set<String> names;

    /**
     * @param additionalNames names of further parameters to remove; case, {@code _} and {@code -} make no difference,
     *     blank ones are ignored
     */
    public UrlScrubber(Collection<String> additionalNames) {
        Stream<String> builtIn = PERSONAL.stream().flatMap(line -> Stream.of(line.split(" ", -1)));
        names = Stream.concat(builtIn, additionalNames.stream())
                .map(UrlScrubber::comparable)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Scrubs one URL.
     *
     * @param url a URL, with or without white space around it; may be null
     * @return the URL without what was to be removed; empty if {@code url} is null, of another scheme than http or https,
     *     relative, or without a host
     */
    public Optional<String> scrub(String url) {
        String stripped = url == null ? "" : WhiteSpace.strip(url);
        int authority = authorityStart(stripped);
        if (authority < 0) {
            return Optional.empty();
        }
        int fragment = stripped.indexOf('#', authority);
        String whole = fragment < 0 ? stripped : stripped.substring(0, fragment);
        int pathOrQuery = firstOf(whole, "/?", authority);
        int host = whole.lastIndexOf('@', pathOrQuery - 1);
        host = host < authority ? authority : host + 1;
        if (!isHost(whole.substring(host, pathOrQuery))) {
            return Optional.empty();
        }
        int query = firstOf(whole, "?", pathOrQuery);
        StringBuilder scrubbed = new StringBuilder(whole.length());
        scrubbed.append(whole, 0, authority).append(whole, host, query);
        appendQuery(whole, query + 1, scrubbed);
        return Optional.of(scrubbed.toString());
    }

    /** Parameters are parted by {@code &}, or by {@code ;} as older forms have it; each keeps the sign before it. */
    private void appendQuery(String url, int from, StringBuilder scrubbed) {
        int length = scrubbed.length();
        boolean first = true;
        int start = from;
        while (start <= url.length()) {
            int end = firstOf(url, "&;", start);
            if (!isPersonal(url.substring(start, end))) {
                scrubbed.append(first ? '?' : url.charAt(start - 1)).append(url, start, end);
                first = false;
            }
            start = end + 1;
        }
        if (scrubbed.length() == length + 1) {
            scrubbed.setLength(length);
        }
    }

    private boolean isPersonal(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = parameter.substring(equals + 1);
        return names.contains(comparable(PercentDecoding.fully(name.replace('+', ' ')))) || EmailLikeText.isIn(value);
    }

    private static String comparable(String name) {
        return WhiteSpace.strip(name).toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int authorityStart(String url) {
        for (String scheme : List.of("https://", "http://")) {
            if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return -1;
    }

    private static boolean isHost(String hostAndPort) {
        for (int i = 0; i < hostAndPort.length(); i++) {
            char c = hostAndPort.charAt(i);
            if (WhiteSpace.is(c) || "<>\"\\".indexOf(c) >= 0) {
                return false;
            }
        }
        return !hostAndPort.isEmpty() && hostAndPort.charAt(0) != ':';
    }

    /** Where the first of these characters stands, or where the text ends. */
    private static int firstOf(String text, String characters, int from) {
        int i = from;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
