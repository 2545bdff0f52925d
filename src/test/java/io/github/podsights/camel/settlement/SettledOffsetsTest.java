package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettledOffsetsTest {

    private static final int MOST_CHARACTERS = 4096;

    @Property
    void whatMetadataSaysIsWhatIsSettled(
            @ForAll @LongRange(max = Long.MAX_VALUE - 10_000) long from,
            @ForAll @IntRange(max = 2_000) int length,
            @ForAll @IntRange(max = 100) int unsettledPercent,
            @ForAll long seed) {
        SettledOffsets settled = some(from, from + length, unsettledPercent, seed);

        SettledOffsets read = SettledOffsets.parse(from, settled.metadata());

        for (long offset = from - 2; offset < from + length + 2; offset++) {
            assertThat(read.isSettled(offset)).as("%d", offset).isEqualTo(settled.isSettled(offset));
        }
    }

    @Property(tries = 100)
    void whereItDoesNotFitNothingIsSaidToBeSettledThatIsNot(
            @ForAll @LongRange(max = Long.MAX_VALUE - 100_000) long from,
            @ForAll @IntRange(min = 5_000, max = 65_536) int length,
            @ForAll @IntRange(max = 100) int unsettledPercent,
            @ForAll long seed) {
        SettledOffsets settled = some(from, from + length, unsettledPercent, seed);

        String metadata = settled.metadata();
        SettledOffsets read = SettledOffsets.parse(from, metadata);

        assertThat(metadata).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        for (long offset = from - 2; offset < from + length + 2; offset++) {
            // Up to where it was cut off it says the same, and beyond that nothing.
            assertThat(read.isSettled(offset))
                    .as("%d", offset)
                    .isEqualTo(offset < read.to() && settled.isSettled(offset));
        }
    }

    @Property
    void metadataIsNeverTooLongHoweverFarApartTheGapsAre(
            @ForAll @IntRange(max = 5_000) int gaps, @ForAll @IntRange(min = 1, max = 50) int bits, @ForAll long seed) {
        Random random = new Random(seed);
        List<Long> unsettled = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < gaps; i++) {
            offset += 1 + (random.nextLong() >>> (64 - bits));
            unsettled.add(offset);
        }
        SettledOffsets settled = new SettledOffsets(0, offset + 2, unsettled);

        String metadata = settled.metadata();
        SettledOffsets read = SettledOffsets.parse(0, metadata);

        assertThat(metadata).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(read.to()).isGreaterThan(0).isLessThanOrEqualTo(settled.to());
        assertThat(read.unsettled())
                .isEqualTo(unsettled.subList(0, read.unsettled().size()));
        assertThat(unsettled).allMatch(gap -> !read.isSettled(gap));
    }

    @Property
    void whatOthersWroteSaysNothing(@ForAll @StringLength(max = 200) String metadata, @ForAll long from) {
        assertThat(SettledOffsets.parse(from, metadata)).isEqualTo(SettledOffsets.none(from));
    }

    @Property
    void whateverFollowsTheMarkIsReadAsOffsetsThatAscendOrAsNone(
            @ForAll byte[] bytes, @ForAll @LongRange(min = 0) long from) {
        SettledOffsets read =
                SettledOffsets.parse(from, "podsights/1 " + Base64.getEncoder().encodeToString(bytes));

        assertThat(read.to()).isGreaterThanOrEqualTo(from);
        assertThat(new TreeSet<>(read.unsettled())).containsExactlyElementsOf(read.unsettled());
        assertThat(read.unsettled()).allMatch(offset -> offset >= from && offset < read.to());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "podsights/1",
                "podsights/1 ",
                "podsights/1 !",
                "podsights/1 A", // half a byte
                "podsights/1 gA", // a number that does not end
                "podsights/1 BQU", // 5 of 5
                "podsights/1 BQEA", // the same twice
                "podsights/1 AA", // nothing
                "podsights/1 ////////////AQ", // ten bytes are no long
                "podsights/2 BQE",
                "NONE"
            })
    void damagedMetadataSaysNothing(String metadata) {
        assertThat(SettledOffsets.parse(7, metadata)).isEqualTo(SettledOffsets.none(7));
    }

    @Test
    void noMetadataSaysNothing() {
        assertThat(SettledOffsets.parse(7, null)).isEqualTo(SettledOffsets.none(7));
        assertThat(SettledOffsets.none(7).isSettled(7)).isFalse();
        assertThat(SettledOffsets.none(7).isSettled(6)).isFalse();
    }

    @Test
    void numbersThatAreTooLargeForAnOffsetSayNothing() {
        String to = marked(7, Long.MAX_VALUE);
        String gap = marked(7, 10, Long.MAX_VALUE);

        assertThat(SettledOffsets.parse(7, to)).isEqualTo(SettledOffsets.none(7));
        assertThat(SettledOffsets.parse(7, gap)).isEqualTo(SettledOffsets.none(7));
        assertThat(SettledOffsets.parse(7, marked(7, 10, 3)).unsettled()).containsExactly(10L);
    }

    @Test
    void metadataThatWasCopiedToAnotherOffsetSaysNothing() {
        // So does a tool that takes a group to another cluster, where offsets are others.
        String metadata = new SettledOffsets(1_000, 3_000, List.of(1_000L)).metadata();

        assertThat(SettledOffsets.parse(400, metadata)).isEqualTo(SettledOffsets.none(400));
    }

    @Test
    void whereNothingIsSettledBeyondThereIsNoMetadata() {
        assertThat(SettledOffsets.none(7).metadata()).isEmpty();
        assertThat(new SettledOffsets(7, 9, List.of(7L, 8L)).metadata()).isEmpty();
    }

    @Test
    void offsetsThatWentBackHaveNoMetadata() {
        // A log that lost its end is read from an earlier offset on.
        assertThat(new SettledOffsets(1_000, 800, List.of()).metadata()).isEmpty();
        assertThat(new SettledOffsets(1_000, 1_010, List.of(1_004L, 3L)).metadata())
                .isEmpty();
        assertThat(new SettledOffsets(1_000, 1_010, List.of(3L, 1_004L)).metadata())
                .isEmpty();
    }

    @Test
    void theFormatStaysAsItIs() {
        SettledOffsets settled = new SettledOffsets(1_000, 1_300, List.of(1_000L, 1_001L, 1_200L));

        assertThat(settled.metadata()).isEqualTo("podsights/1 6AesAgABxwE");
        assertThat(SettledOffsets.parse(1_000, "podsights/1 6AesAgABxwE")).isEqualTo(settled);
    }

    private static SettledOffsets some(long from, long to, int unsettledPercent, long seed) {
        Random random = new Random(seed);
        return new SettledOffsets(
                from,
                to,
                LongStream.range(from, to)
                        .filter(offset -> random.nextInt(100) < unsettledPercent)
                        .boxed()
                        .toList());
    }

    private static String marked(long... numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long number : numbers) {
            long rest = number;
            for (; rest > 0x7f; rest >>>= 7) {
                bytes.write((int) (rest & 0x7f) | 0x80);
            }
            bytes.write((int) rest);
        }
        return "podsights/1 " + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
