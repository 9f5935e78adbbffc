package io.realign.client.internal;

import io.realign.rollout.Prediction;
import io.realign.rollout.ShadowPrediction;
import java.util.Optional;

/**
 * What came of an event.
 *
 * @param prediction the one that counts
 * @param shadow what the release says of it that is being rolled out, for events that it is compared on
 */
public record ScoringResult(Prediction prediction, Optional<ShadowPrediction> shadow) {}
