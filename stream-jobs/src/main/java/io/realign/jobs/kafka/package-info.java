/**
 * <b>How do Kafka records enter and leave a job?</b>
 *
 * <p>In: topics, read at isolation level {@code read_committed}. Out: validated events, decoded messages and verified
 * releases; {@link io.realign.jobs.kafka.KafkaSinks exactly-once sinks}.
 *
 * <p>Invariant: an invalid record never fails a job. An invalid event becomes a dead letter; an invalid message is logged and
 * skipped.
 */
package io.realign.jobs.kafka;
