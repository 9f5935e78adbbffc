package io.realign.adapter.notification;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who gets records from a {@link Courier}. */
@FunctionalInterface
public interface Recipient {
    /** Returns when the record needs not come again. */
    void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
}
