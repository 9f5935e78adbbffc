package io.realign.client.internal;

import io.realign.rollout.Prediction;
import io.realign.rollout.ShadowPrediction;
import java.util.Optional;

/**
 * Result of scoring an event.
 *
 * @param prediction prediction of the release that is responsible for the event
 * @param shadow predictions of both releases during a rollout, if the event is in the shadow share
 */
public record ScoringResult(Prediction prediction, Optional<ShadowPrediction> shadow) implements ScoringOutcome {}
