package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.settlement.Lane;
import io.github.podsights.camel.settlement.Settlement;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A record that was polled, and is not settled yet. */
final class PolledRecord implements Settlement {

    private static final long NONE = -1;

    private final AssignedPartition partition;
    private final ConsumerRecord<byte[], byte[]> kafkaRecord;
    private final int bytes;
    private long number = NONE;

    PolledRecord(AssignedPartition partition, ConsumerRecord<byte[], byte[]> kafkaRecord) {
        this.partition = partition;
        this.kafkaRecord = kafkaRecord;
        this.bytes = Math.max(0, kafkaRecord.serializedKeySize())
                + Math.max(0, kafkaRecord.serializedValueSize())
                + bytes(kafkaRecord.headers());
    }

    private static int bytes(Headers headers) {
        int bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    ConsumerRecord<byte[], byte[]> kafkaRecord() {
        return kafkaRecord;
    }

    long offset() {
        return kafkaRecord.offset();
    }

    /** What it takes of memory. */
    int bytes() {
        return bytes;
    }

    /** Whether it was handed out before, and let go. */
    boolean isTaken() {
        return number != NONE;
    }

    /** The order of its partition. */
    Lane lane() {
        return partition.lane();
    }

    /** Its place in the partition, from 0. */
    long number() {
        return number;
    }

    void taken(long placeInPartition) {
        number = placeInPartition;
    }

    @Override
    public void settled() {
        partition.settled(this);
    }

    @Override
    public boolean isLetGo() {
        return partition.isLetGo();
    }

    @Override
    public void released() {
        partition.released(this);
    }
}
