package io.realign.adapter.control.adaptation;

import java.time.Instant;

/**
 * Where an adaptation is. Fired as a CDI event at each stage, and every other second while it trains.
 *
 * @param adaptationId the adaptation; empty for version 1, which is no adaptation
 * @param domain the domain; {@code *} for version 1
 * @param stage the stage
 * @param step the last training step taken, 0 before the first
 * @param steps how many there will be, 0 while that is not known
 * @param alpha the coefficient of the reversed gradient at this step
 * @param classLoss the class loss at this step, in nats
 * @param domainLoss the domain loss at this step, in nats
 * @param at when it was so
 */
public record AdaptationProgress(
        String adaptationId,
        String domain,
        AdaptationStage stage,
        int step,
        int steps,
        double alpha,
        double classLoss,
        double domainLoss,
        Instant at) {}
