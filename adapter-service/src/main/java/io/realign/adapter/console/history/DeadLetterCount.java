package io.realign.adapter.console.history;

import java.time.Instant;

/**
 * How many records of one topic could not be used for one reason.
 *
 * @param topic the topic that they lie in now
 * @param reason why, one of {@link io.realign.event.ContractViolation.Reason}
 * @param records how many
 * @param redriven how many of them have been sent again
 * @param newestAt when the newest was put aside
 */
public record DeadLetterCount(String topic, String reason, long records, long redriven, Instant newestAt) {}
