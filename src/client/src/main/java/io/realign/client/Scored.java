package io.realign.client;

import io.realign.rollout.Prediction;
import io.realign.rollout.ShadowPrediction;
import java.util.Optional;

/**
 * What came of an event.
 *
 * @param prediction the one that counts
 * @param shadow what the release says of it that is being rolled out, for events that it is compared on
 */
public record Scored(Prediction prediction, Optional<ShadowPrediction> shadow) {}
