package io.realign.adapter.console.history;

import java.time.Instant;

/**
 * The number of dead letters of one topic and reason.
 *
 * @param topic dead letter topic
 * @param reason name of an {@link io.realign.event.ContractViolation.Reason}
 * @param records number of dead letters
 * @param redriven number of them that have been redriven
 * @param newestAt log time of the newest
 */
public record DeadLetterCount(String topic, String reason, long records, long redriven, Instant newestAt) {}
