package io.realign.adapter.control.adaptation;

import java.time.Instant;

/**
 * Stage of an adaptation; fired as a CDI event when the stage begins.
 *
 * @param adaptationId the adaptation; empty for the base model
 * @param domain the domain; {@code *} for the base model
 * @param stage the stage that begins
 * @param at start of the stage
 */
public record AdaptationProgress(String adaptationId, String domain, AdaptationStage stage, Instant at) {}
