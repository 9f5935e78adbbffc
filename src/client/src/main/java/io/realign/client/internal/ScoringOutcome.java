package io.realign.client.internal;

/** Outcome of scoring an event. */
public sealed interface ScoringOutcome permits ScoringResult, ScoringOutcome.NotScored {
    /**
     * All models that could score the event failed on it.
     *
     * @param reason failure of the model that is responsible for the event
     */
    record NotScored(String reason) implements ScoringOutcome {}
}
