package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The samples and the table that explains them say the same. */
class SamplesTest {

    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@([\\w.-]+)");
    private static final Pattern NETWORK = Pattern.compile("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b");

    @Test
    void eachLineStandsInTheTableUnderItsNumberAndName() throws IOException {
        List<String> lines = Files.readAllLines(Samples.DIRECTORY.resolve("events.jsonl"));
        List<MatchResult> rows = Samples.rows();
        List<String> numbers = IntStream.rangeClosed(1, lines.size())
                .filter(i -> !lines.get(i - 1).isEmpty())
                .mapToObj(Integer::toString)
                .toList();
        assertThat(rows).extracting(row -> row.group(1)).isEqualTo(numbers);
        assertThat(rows).allSatisfy(row -> assertThat(lines.get(Integer.parseInt(row.group(1)) - 1))
                .contains(row.group(2)));
    }

    @Test
    void allAddressesAreMadeUp() throws IOException {
        for (String name : List.of("events.jsonl", "pretty.json")) {
            String text = Files.readString(Samples.DIRECTORY.resolve(name));
            assertThat(ADDRESS.matcher(text).results())
                    .allSatisfy(found -> assertThat(found.group(1)).isEqualToIgnoringCase("example.com"));
            assertThat(NETWORK.matcher(text).results().map(MatchResult::group))
                    .allMatch(ip -> ip.matches("203\\.0\\.113\\.\\d+|10\\.0\\.0\\.4|192\\.168\\.1\\.20"));
        }
    }

    @Test
    void prettyIsAnArrayOfTwoEventsOverManyLines() throws IOException {
        String text = Files.readString(Samples.DIRECTORY.resolve("pretty.json"));
        JsonNode array = new ObjectMapper().readTree(text);
        assertThat(array)
                .extracting(event -> event.get("message_id").textValue())
                .containsExactly("pretty-first", "pretty-second");
        assertThat(text.lines().count()).isGreaterThan(20);
    }
}
