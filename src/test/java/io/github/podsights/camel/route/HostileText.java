package io.github.podsights.camel.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;

/** Text that strangers send: any characters at all, and e-mail addresses in all the ways in which they hide. */
final class HostileText {

    /** Stands in the local part of each address. */
    static final String LOCAL = "zqcanary";

    /** Stands in the domain of each address. */
    static final String DOMAIN = "zqhidden";

    private static final List<String> LOCALS =
            List.of(LOCAL, "a." + LOCAL, LOCAL + "+tag", "ZQCanary_7", "ünï." + LOCAL, LOCAL + "!$*^{|}~");

    private static final List<String> DOMAINS = List.of(
            DOMAIN + ".example",
            "mail." + DOMAIN + ".co.uk",
            "ZQHidden.Example",
            DOMAIN + ".exämple",
            "x-" + DOMAIN + ".org");

    /** What may stand right before or behind an address. */
    private static final List<String> NEIGHBOURS = List.of(
            "",
            " ",
            "<",
            ">",
            "(",
            ")",
            "\"",
            "'",
            ",",
            ";",
            ":",
            "=",
            "&",
            "/",
            "?",
            "#",
            "\\",
            "\t",
            "\u0000",
            "\u00a0",
            "\ud83d\ude00",
            "\ud83d",
            "\ufeff",
            "mailto:",
            "https://u.example/?e=",
            "{\"e\":\"",
            "\"}",
            " and ",
            "...");

    private HostileText() {}

    /** Strings of all kinds; about one in three holds an address. */
    static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(24);
        Arbitrary<String> ascii = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
        Arbitrary<String> controls =
                Arbitraries.strings().withCharRange('\u0000', '\u001f').ofMaxLength(8);
        return weighted(
                Tuple.of(3, any),
                Tuple.of(3, ascii),
                Tuple.of(1, controls),
                Tuple.of(1, Arbitraries.of("", " ", "null", "NaN", "true", "[]", "{}", "%", "%zz", "@", "\\u")),
                Tuple.of(4, hidden()));
    }

    /**
     * One of several, each as often as its number says. As {@link Arbitraries#frequencyOf}, which looks the generator of
     * its choice up at every draw, and so compares trees of arbitraries for most of its time.
     */
    @SafeVarargs
    static <T> Arbitrary<T> weighted(Tuple.Tuple2<Integer, Arbitrary<? extends T>>... choices) {
        List<RandomGenerator<? extends T>> generators = new ArrayList<>();
        for (Tuple.Tuple2<Integer, Arbitrary<? extends T>> choice : choices) {
            RandomGenerator<? extends T> generator = choice.get2().generator(1_000);
            for (int i = 0; i < choice.get1(); i++) {
                generators.add(generator);
            }
        }
        return Arbitraries.randomValue(random ->
                generators.get(random.nextInt(generators.size())).next(random).value());
    }

    /** Text that holds an address. */
    static Arbitrary<String> hidden() {
        return Combinators.combine(Arbitraries.of(NEIGHBOURS), addresses(), Arbitraries.of(NEIGHBOURS))
                .as((before, address, after) -> before + address + after);
    }

    /** An address in one of its spellings. */
    static Arbitrary<String> addresses() {
        Arbitrary<String> plain = Combinators.combine(Arbitraries.of(LOCALS), Arbitraries.of(DOMAINS))
                .as((local, domain) -> local + "@" + domain);
        return Combinators.combine(plain, Arbitraries.integers().between(0, 9)).as(HostileText::spelled);
    }

    private static String spelled(String address, int spelling) {
        return switch (spelling) {
            case 0 -> address.replace("@", "%40");
            case 1 -> address.replace("@", "%2540");
            case 2 -> address.replace("@", "%252540");
            case 3 -> address.replace("@", "\\u0040");
            case 4 -> percentEncoded(address);
            case 5 -> percentEncoded(address).replace("%", "%25");
            default -> address;
        };
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02X", b & 0xFF));
        }
        return encoded.toString();
    }
}
