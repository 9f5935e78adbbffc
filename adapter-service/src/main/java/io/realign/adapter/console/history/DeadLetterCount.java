package io.realign.adapter.console.history;

import java.time.Instant;

/**
 * Number of dead letters of one topic and reason.
 *
 * @param reason name of an {@link io.realign.event.ContractViolation.Reason}
 * @param redriven number of these dead letters that were sent to the original topic again
 * @param newestAt Kafka timestamp of the newest dead letter
 */
public record DeadLetterCount(String topic, String reason, long records, long redriven, Instant newestAt) {}
