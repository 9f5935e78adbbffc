package io.realign.client.internal;

/** Outcome of scoring an event. */
public sealed interface ScoringOutcome permits ScoringResult, ScoringOutcome.NotScored {
    /**
     * All available models (newest release, previous release, base model) failed on the event.
     *
     * @param reason failure of the model that is responsible for the event
     */
    record NotScored(String reason) implements ScoringOutcome {}
}
