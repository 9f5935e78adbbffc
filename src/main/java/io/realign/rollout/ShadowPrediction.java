package io.realign.rollout;

/**
 * Shadow prediction of a release for an event that the previous release scored.
 *
 * @param served prediction of the previous release, which was served
 * @param shadow prediction of the new release
 */
public record ShadowPrediction(Prediction served, Prediction shadow) {}
