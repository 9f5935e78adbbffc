package io.realign.rollout;

/**
 * Prediction of a new release for an event that the previous release scored.
 *
 * @param served prediction of the previous release, which counts
 * @param shadow prediction of the new release, for comparison only
 */
public record ShadowPrediction(Prediction served, Prediction shadow) {}
