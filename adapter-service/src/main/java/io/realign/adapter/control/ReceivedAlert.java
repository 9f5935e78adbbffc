package io.realign.adapter.control;

import io.realign.adaptation.budget.QueuedAlert;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A waiting alert and its record, which becomes a dead letter if the alert cannot be processed. */
record ReceivedAlert(QueuedAlert queued, ConsumerRecord<byte[], byte[]> record) {}
