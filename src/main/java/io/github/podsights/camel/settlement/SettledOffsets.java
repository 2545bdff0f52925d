package io.github.podsights.camel.settlement;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Which offsets of a partition are settled beyond the one that is committed. It travels as the metadata of that commit, so
 * that after a crash what was settled behind a straggler is not sent twice.
 *
 * @param from the committed offset: everything before it is settled
 * @param to nothing is known of this offset and those after it; not below {@code from}
 * @param unsettled which of those between are not settled, ascending
 */
public record SettledOffsets(long from, long to, List<Long> unsettled) {

    /** What metadata of ours begins with; others may write theirs. The number is the version of what follows. */
    private static final String MARK = "podsights/1 ";

    /** Brokers take 4096 characters of metadata unless told otherwise ({@code offset.metadata.max.bytes}). */
    private static final int MOST_BYTES = 2_900;

    public SettledOffsets {
        unsettled = List.copyOf(unsettled);
    }

    /** Nothing is known beyond the committed offset. */
    public static SettledOffsets none(long from) {
        return new SettledOffsets(from, from, List.of());
    }

    /** Whether the offset is known to be settled, and lies beyond the committed one. */
    public boolean isSettled(long offset) {
        return offset >= from && offset < to && Collections.binarySearch(unsettled, offset) < 0;
    }

    /**
     * As metadata of a commit: empty if nothing is settled beyond. Where there are more gaps than metadata can hold, what
     * lies beyond the last that fits is left out, and comes twice after a crash.
     */
    public String metadata() {
        ByteArrayOutputStream gaps = new ByteArrayOutputStream();
        long end = to;
        long before = from;
        int written = 0;
        for (long offset : unsettled) {
            if (gaps.size() > MOST_BYTES) {
                end = offset;
                break;
            }
            write(gaps, offset - before);
            before = offset;
            written++;
        }
        if (end - from == written) {
            return "";
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        write(all, end - from);
        all.writeBytes(gaps.toByteArray());
        return MARK + Base64.getEncoder().withoutPadding().encodeToString(all.toByteArray());
    }

    /**
     * Reads the metadata of a commit.
     *
     * @param from the committed offset
     * @param metadata as the broker gives it; null, and what others wrote, says nothing
     */
    public static SettledOffsets parse(long from, String metadata) {
        if (metadata == null || !metadata.startsWith(MARK)) {
            return none(from);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(metadata.substring(MARK.length()));
        } catch (IllegalArgumentException e) {
            return none(from);
        }
        List<Long> numbers = numbers(bytes);
        if (numbers.isEmpty()) {
            return none(from);
        }
        long to = from + numbers.get(0);
        List<Long> unsettled = new ArrayList<>(numbers.size());
        long offset = from;
        for (long step : numbers.subList(1, numbers.size())) {
            if ((step == 0 && !unsettled.isEmpty()) || offset + step >= to) {
                return none(from);
            }
            offset += step;
            unsettled.add(offset);
        }
        return new SettledOffsets(from, to, unsettled);
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    private static void write(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Empty if the bytes are no sequence of numbers. */
    private static List<Long> numbers(byte[] bytes) {
        List<Long> numbers = new ArrayList<>();
        long number = 0;
        int shift = 0;
        for (byte b : bytes) {
            if (shift > 56) {
                return List.of();
            }
            number |= (long) (b & 0x7f) << shift;
            shift += 7;
            if (b >= 0) {
                numbers.add(number);
                number = 0;
                shift = 0;
            }
        }
        return shift == 0 ? numbers : List.of();
    }
}
