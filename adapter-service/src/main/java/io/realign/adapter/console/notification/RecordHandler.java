package io.realign.adapter.console.notification;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles the records of a {@link LogSubscriber}. */
@FunctionalInterface
public interface RecordHandler {
    /** Returns after the record has been handled; its offset is committed then. */
    void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
}
