package io.realign.rollout;

/**
 * What a release that is being rolled out says of an event that its predecessor scored.
 *
 * @param served the prediction that counts
 * @param shadow what it is compared with
 */
public record ShadowPrediction(Prediction served, Prediction shadow) {}
