package io.github.podsights.camel.identity;

import io.github.podsights.camel.event.WhiteSpace;
import java.util.Optional;

/**
 * Reads the visitor's IP address. Only literals are read, by the parsers of this package: there is never a DNS look-up.
 *
 * <p>Not public, and left out, are: private, loopback, link-local, multicast, unspecified, broadcast and reserved
 * addresses, those for benchmarking, protocol assignments, discard-only, shared (carrier-grade NAT) and unique local
 * ones. The ranges for documentation count as public.
 */
public final class IpAddress {

    private static final int MAX_PORT = 65535;

    private IpAddress() {}

    /**
     * The first public address of an IPv4 or IPv6 literal, or of a list of them parted by commas, as in
     * {@code X-Forwarded-For}. Brackets and a port are taken off, and an IPv4-mapped address is folded into IPv4. What is
     * no literal (a host name, an integer, a short form, an octet with a leading zero, an address with a zone) is passed
     * over.
     *
     * @param raw may be null
     * @return an IPv4 address in dotted form, or an IPv6 address in the form of RFC 5952; empty if there is none
     */
    public static Optional<String> publicAddress(String raw) {
        int from = 0;
        while (raw != null && from <= raw.length()) {
            int comma = raw.indexOf(',', from);
            int to = comma < 0 ? raw.length() : comma;
            Optional<String> address = publicLiteral(WhiteSpace.strip(raw.substring(from, to)));
            if (address.isPresent()) {
                return address;
            }
            from = to + 1;
        }
        return Optional.empty();
    }

    private static Optional<String> publicLiteral(String text) {
        String literal = withoutBracketsAndPort(text);
        if (literal.indexOf(':') < 0) {
            return Ipv4.parse(literal).filter(Ipv4::isPublic).map(Ipv4::toString);
        }
        return Ipv6.parse(literal).flatMap(address -> address.mapped()
                .map(v4 -> Optional.of(v4).filter(Ipv4::isPublic).map(Ipv4::toString))
                .orElseGet(() -> Optional.of(address).filter(Ipv6::isPublic).map(Ipv6::toString)));
    }

    /** The literal alone; an empty text, which is none, if brackets or port are not as they must be. */
    private static String withoutBracketsAndPort(String text) {
        int colon = text.indexOf(':');
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            return close > 0 && isNothingOrPort(text, close + 1) ? text.substring(1, close) : "";
        }
        boolean one = colon >= 0 && text.indexOf(':', colon + 1) < 0;
        if (!one) {
            return text;
        }
        return isNothingOrPort(text, colon) ? text.substring(0, colon) : "";
    }

    private static boolean isNothingOrPort(String text, int from) {
        if (from == text.length()) {
            return true;
        }
        int digits = text.length() - from - 1;
        if (text.charAt(from) != ':' || digits < 1 || digits > 5) {
            return false;
        }
        int port = 0;
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + (c - '0');
        }
        return port <= MAX_PORT;
    }
}
