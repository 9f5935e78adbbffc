package io.realign.adaptation;

import java.time.Instant;

/**
 * Duration and cost of an adaptation run.
 *
 * @param startedAt start of the run
 * @param finishedAt end of the run
 * @param cpuMillis CPU time in milliseconds, 0 if not measured
 */
public record AdaptationTiming(Instant startedAt, Instant finishedAt, long cpuMillis) {}
