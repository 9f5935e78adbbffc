package io.realign.client.internal;

import io.realign.rollout.Prediction;
import io.realign.rollout.ShadowPrediction;
import java.util.Optional;

/**
 * Result of scoring an event.
 *
 * @param prediction prediction that counts
 * @param shadow shadow prediction of a release in rollout, for events in its shadow share
 */
public record ScoringResult(Prediction prediction, Optional<ShadowPrediction> shadow) {}
