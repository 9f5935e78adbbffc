package io.realign.adapter.console.notification;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles the records of a {@link LogSubscriber}. */
@FunctionalInterface
public interface RecordHandler {
    /** Returns when the record has been handled and must not be delivered again. */
    void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
}
