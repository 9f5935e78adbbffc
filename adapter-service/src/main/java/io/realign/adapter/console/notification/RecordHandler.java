package io.realign.adapter.console.notification;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who gets records from a {@link LogSubscriber}. */
@FunctionalInterface
public interface RecordHandler {
    /** Returns when the record needs not come again. */
    void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
}
