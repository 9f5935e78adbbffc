package io.realign.adapter.control.adaptation;

import java.time.Instant;

/**
 * Start of a stage of an adaptation, fired as a CDI event.
 *
 * @param adaptationId adaptation id; empty for the base model
 * @param domain target domain; {@code *} for the base model
 * @param at start of the stage
 */
public record AdaptationProgress(String adaptationId, String domain, AdaptationStage stage, Instant at) {}
