package io.github.podsights.camel.identity;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** An IPv6 address, as its upper and lower 64 bits in network order. */
record Ipv6(long high, long low) {

    private static final int GROUPS = 8;
    private static final int LONGEST_LITERAL = 45;

    private static final List<Range> NOT_PUBLIC = List.of(
            range("::", 96), // unspecified, loopback, and the reserved IPv4-compatible ones, RFC 4291
            range("100::", 64), // discard-only, RFC 6666
            range("2001:2::", 48), // benchmarking, RFC 5180
            range("fc00::", 7), // unique local, RFC 4193
            range("fe80::", 10), // link-local, RFC 4291
            range("fec0::", 10), // site-local: private once, deprecated by RFC 3879
            range("ff00::", 8)); // multicast, RFC 4291

    /** A literal of RFC 4291, section 2.2, without a zone; empty for anything else. */
    static Optional<Ipv6> parse(String text) {
        if (text.length() > LONGEST_LITERAL) {
            return Optional.empty();
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text);
            return all.length == GROUPS ? Optional.of(of(all, new int[0])) : Optional.empty();
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int[] head = before.isEmpty() ? new int[0] : groups(before);
        int[] tail = after.isEmpty() ? new int[0] : groups(after);
        boolean valid = (before.isEmpty() || head.length > 0)
                && (after.isEmpty() || tail.length > 0)
                && before.indexOf('.') < 0
                && head.length + tail.length < GROUPS;
        return valid ? Optional.of(of(head, tail)) : Optional.empty();
    }

    /** The IPv4 address that {@code ::ffff:0:0/96} maps. */
    Optional<Ipv4> mapped() {
        return high == 0 && low >>> 32 == 0xFFFF ? Optional.of(new Ipv4((int) low)) : Optional.empty();
    }

    boolean isPublic() {
        return NOT_PUBLIC.stream().noneMatch(range -> range.contains(this));
    }

    /** As RFC 5952 writes it: lower case, no leading zeros, the first longest run of two or more zero groups as {@code ::}. */
    @Override
    public String toString() {
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(i);
            if (zeros > gapLength) {
                gap = i;
                gapLength = zeros;
            }
        }
        return gap < 0 ? groups(0, GROUPS) : groups(0, gap) + "::" + groups(gap + gapLength, GROUPS);
    }

    private int zerosFrom(int index) {
        int end = index;
        while (end < GROUPS && group(end) == 0) {
            end++;
        }
        return end - index;
    }

    private String groups(int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - index % 4 * 16)) & 0xFFFF;
    }

    private static Ipv6 of(int[] head, int[] tail) {
        long[] halves = new long[2];
        for (int i = 0; i < GROUPS; i++) {
            int fromEnd = i - (GROUPS - tail.length);
            int group = i < head.length ? head[i] : fromEnd >= 0 ? tail[fromEnd] : 0;
            halves[i / 4] = (halves[i / 4] << 16) | group;
        }
        return new Ipv6(halves[0], halves[1]);
    }

    /** The groups of a text without a gap, an IPv4 address at its end making two; none at all if one can't be read. */
    private static int[] groups(String text) {
        String[] parts = text.split(":", -1);
        Optional<Ipv4> v4 = Ipv4.parse(parts[parts.length - 1]);
        int plain = v4.isPresent() ? parts.length - 1 : parts.length;
        int[] groups = new int[v4.isPresent() ? plain + 2 : plain];
        for (int i = 0; i < plain; i++) {
            String part = parts[i];
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(HexFormat::isHexDigit)) {
                return new int[0];
            }
            groups[i] = HexFormat.fromHexDigits(part);
        }
        if (v4.isPresent()) {
            groups[plain] = v4.get().bits() >>> 16;
            groups[plain + 1] = v4.get().bits() & 0xFFFF;
        }
        return groups;
    }

    private static Range range(String network, int prefix) {
        return new Range(parse(network).orElseThrow(), prefix);
    }

    private record Range(Ipv6 network, int prefix) {

        boolean contains(Ipv6 address) {
            int highBits = Math.min(prefix, 64);
            int lowBits = prefix - highBits;
            return (address.high ^ network.high) >>> (64 - highBits) == 0
                    && (lowBits == 0 || (address.low ^ network.low) >>> (64 - lowBits) == 0);
        }
    }
}
