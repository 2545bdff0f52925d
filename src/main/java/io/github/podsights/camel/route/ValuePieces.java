package io.github.podsights.camel.route;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/** How a value may stand in what Camel says of it: whole or in pieces, raw, encoded or decoded. */
final class ValuePieces {

    /** What is shorter stands in too much that is none. */
    private static final int SHORTEST = 4;

    /** So are the parts of a URL, up to a length. */
    private static final int SHORTEST_OF_URL = 8;

    /** Where Camel takes the text of an endpoint or an expression apart. */
    private static final Pattern CUTS = Pattern.compile("[&=?#{}()\\[\\]<>'\"`,;|$\\s\\\\]+");

    private static final Pattern CUTS_OF_URL = Pattern.compile("[&=?#{}()\\[\\]<>'\"`,;|$\\s\\\\:/@]+");

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9a-fA-F]{2})+");

    private ValuePieces() {}

    /**
     * A value and its pieces, in each way to write them.
     *
     * @param text of the file that the value is used in: a part of a URL that stands there as well is no piece
     */
    static Set<String> of(String value, String text) {
        Set<String> pieces = new HashSet<>();
        for (String whole : List.of(value, decoded(value), decoded(value.replace('+', ' ')))) {
            Stream.concat(Stream.of(whole), CUTS.splitAsStream(whole))
                    .flatMap(ValuePieces::written)
                    .filter(piece -> piece.length() >= SHORTEST)
                    .forEach(pieces::add);
            // What is encoded may be cut as well: an encoded one has other marks.
            written(whole)
                    .flatMap(CUTS::splitAsStream)
                    .filter(piece -> piece.length() >= SHORTEST)
                    .forEach(pieces::add);
            CUTS_OF_URL
                    .splitAsStream(whole)
                    .filter(piece -> piece.length() >= SHORTEST_OF_URL && !text.contains(piece))
                    .flatMap(ValuePieces::written)
                    .forEach(pieces::add);
        }
        return pieces;
    }

    private static Stream<String> written(String piece) {
        String encoded = URLEncoder.encode(piece, StandardCharsets.UTF_8);
        return Stream.of(piece, encoded, encoded.replace("+", "%20"), UnsafeUriCharactersEncoder.encode(piece));
    }

    private static String decoded(String value) {
        return ENCODED.matcher(value)
                .replaceAll(
                        found -> Matcher.quoteReplacement(URLDecoder.decode(found.group(), StandardCharsets.UTF_8)));
    }
}
