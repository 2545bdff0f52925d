package io.github.podsights.camel.route.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What tells a file from another one of the same name: its key in the file system, and how it begins. The key alone does
 * not: a file that is copied over another one keeps that one's key, and the key of a deleted file is given to a new one.
 *
 * <p>What stands before the place up to which it is settled is not compared: it would have to be read for each progress
 * that is kept, thousands of times a second. So a file that was written anew with the same beginning, and is no shorter,
 * is taken for the same.
 */
final class FileIdentity {

    /** How much of the beginning is compared. */
    static final int HEAD = 4096;

    private final String key;
    private final byte[] head;

    /**
     * @param key of the file in its file system
     * @param head its first bytes on disk, at most {@link #HEAD}
     */
    FileIdentity(String key, byte[] head) {
        this.key = key;
        this.head = head.clone();
    }

    static FileIdentity of(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD);
            return new FileIdentity(Inbox.identity(path).orElse(Long.toString(Files.size(path))), head);
        }
    }

    String key() {
        return key;
    }

    int headLength() {
        return head.length;
    }

    long headChecksum() {
        return checksum(head.length);
    }

    /** Whether it is the file of which this was kept, maybe longer now. */
    boolean continues(String keptKey, int keptLength, long keptChecksum) {
        return key.equals(keptKey)
                && keptLength >= 0
                && keptLength <= head.length
                && checksum(keptLength) == keptChecksum;
    }

    private long checksum(int length) {
        CRC32 crc = new CRC32();
        crc.update(head, 0, length);
        return crc.getValue();
    }
}
