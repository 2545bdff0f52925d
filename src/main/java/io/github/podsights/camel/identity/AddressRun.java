package io.github.podsights.camel.identity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of text without any character that parts one address from the next, looked through at every depth of decoding:
 * JSON's escapes, then up to three rounds of percent-encoding. In linear time.
 */
final class AddressRun {

    /** A second round finds nothing unless a hash happens to read on with what stands beside it. */
    private static final int MAX_ROUNDS = 8;

    /**
     * One address.
     *
     * @param at where in the source its {@code @} begins
     * @param from where in the source it begins
     * @param to where in the source it ends, exclusive
     * @param address the address in plain characters
     */
    private record Match(int at, int from, int to, String address) {}

    private final String source;
    private final List<Match> matches = new ArrayList<>();
    private final BitSet covered = new BitSet();

    private AddressRun(String source, boolean rawJson) {
        this.source = source;
        List<DecodedText> depths = depths(source, rawJson);
        if (!depths.get(depths.size() - 1).contains('@')) {
            return;
        }
        // The deepest goes first, since there an address reads as its owner writes it; what it covers is done. The
        // others
        // are for what only looks encoded, such as 50%ab@example.com.
        for (int depth = depths.size() - 1; depth >= 0; depth--) {
            collect(depths.get(depth));
        }
        matches.sort(Comparator.comparingInt(Match::at));
    }

    static boolean holdsAddress(String run) {
        return EmailLikeText.isPossibleIn(run) && !new AddressRun(run, false).matches.isEmpty();
    }

    /** The run with the hash of each address in its place; equal to {@code run} if there is none. */
    static String hashed(String run, boolean rawJson) {
        String before = run;
        for (int round = 0; round < MAX_ROUNDS && EmailLikeText.isPossibleIn(before); round++) {
            AddressRun addresses = new AddressRun(before, rawJson);
            if (addresses.matches.isEmpty()) {
                break;
            }
            before = addresses.hashed();
        }
        return before;
    }

    private String hashed() {
        StringBuilder hashed = new StringBuilder(source.length() + 64);
        int done = 0;
        for (Match match : matches) {
            hashed.append(source, done, Math.max(done, match.from()));
            hashed.append(EmailHasher.digest(match.address()));
            done = Math.max(done, match.to());
        }
        return hashed.append(source, done, source.length()).toString();
    }

    private static List<DecodedText> depths(String source, boolean rawJson) {
        List<DecodedText> depths = new ArrayList<>();
        depths.add(DecodedText.of(source));
        deepen(depths, JsonEscapes.decoded(depths.get(0), rawJson));
        for (int round = 0; round < PercentDecoding.ROUNDS; round++) {
            deepen(depths, PercentDecoding.once(depths.get(depths.size() - 1)));
            deepen(depths, JsonEscapes.decoded(depths.get(depths.size() - 1), false));
        }
        return depths;
    }

    private static void deepen(List<DecodedText> depths, DecodedText decoded) {
        if (decoded.length() < depths.get(depths.size() - 1).length()) {
            depths.add(decoded);
        }
    }

    /** Linear, since neither a local part nor a domain reaches beyond the next {@code @}. */
    private void collect(DecodedText text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.at(at) != '@' || covered.get(text.start(at))) {
                continue;
            }
            int from = localStart(text, at);
            int to = domainEnd(text, at + 1);
            if (from < at && to > 0) {
                matches.add(new Match(text.start(at), text.start(from), text.start(to), text.substring(from, to)));
                covered.set(text.start(from), text.start(to));
            }
        }
    }

    /** Behind the address before, unless that one's domain is all that there is to be a local part. */
    private int localStart(DecodedText text, int at) {
        int from = at;
        while (from > 0 && EmailLikeText.isLocal(text.at(from - 1)) && !covered.get(text.start(from - 1))) {
            from--;
        }
        if (from == at) {
            while (from > 0 && EmailLikeText.isLocal(text.at(from - 1))) {
                from--;
            }
        }
        return from;
    }

    /** Where the longest domain from here on ends, or -1 if there is none. */
    private static int domainEnd(DecodedText text, int from) {
        int end = -1;
        int label = from;
        for (int labels = 1; ; labels++) {
            int labelEnd = label;
            while (EmailLikeText.isDomain(text.at(labelEnd))) {
                labelEnd++;
            }
            if (labelEnd == label) {
                return end;
            }
            if (labels >= 2 && Character.isLetter(text.at(label))) {
                end = labelEnd;
            }
            if (text.at(labelEnd) != '.') {
                return end;
            }
            label = labelEnd + 1;
        }
    }
}
