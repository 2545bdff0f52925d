package io.github.podsights.camel.identity;

import java.util.List;
import java.util.Optional;

/** An IPv4 address, its 32 bits in network order. */
record Ipv4(int bits) {

    private static final List<Range> NOT_PUBLIC = List.of(
            range("0.0.0.0", 8), // "this network", with the unspecified address, RFC 1122
            range("10.0.0.0", 8), // private, RFC 1918
            range("100.64.0.0", 10), // shared by carrier-grade NAT, RFC 6598
            range("127.0.0.0", 8), // loopback, RFC 1122
            range("169.254.0.0", 16), // link-local, RFC 3927
            range("172.16.0.0", 12), // private, RFC 1918
            range("192.0.0.0", 24), // protocol assignments, RFC 6890
            range("192.168.0.0", 16), // private, RFC 1918
            range("198.18.0.0", 15), // benchmarking, RFC 2544
            range("224.0.0.0", 4), // multicast, RFC 5771
            range("240.0.0.0", 4)); // reserved, RFC 1112, with broadcast, RFC 919

    /** Exactly four decimal numbers of 0 to 255 without leading zeros, parted by dots; empty for anything else. */
    static Optional<Ipv4> parse(String text) {
        int bits = 0;
        int from = 0;
        for (int i = 0; i < 4; i++) {
            int to = from;
            while (to < text.length() && text.charAt(to) != '.') {
                to++;
            }
            int octet = octet(text, from, to);
            boolean last = to == text.length();
            if (octet < 0 || last != (i == 3)) {
                return Optional.empty();
            }
            bits = (bits << 8) | octet;
            from = to + 1;
        }
        return Optional.of(new Ipv4(bits));
    }

    boolean isPublic() {
        return NOT_PUBLIC.stream().noneMatch(range -> range.contains(bits));
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + ((bits >>> 16) & 0xFF) + "." + ((bits >>> 8) & 0xFF) + "." + (bits & 0xFF);
    }

    private static int octet(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= 255 ? value : -1;
    }

    private static Range range(String network, int prefix) {
        return new Range(parse(network).orElseThrow().bits(), 32 - prefix);
    }

    private record Range(int network, int hostBits) {

        boolean contains(int address) {
            return (address ^ network) >>> hostBits == 0;
        }
    }
}
