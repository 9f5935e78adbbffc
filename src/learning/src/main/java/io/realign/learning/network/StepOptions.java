package io.realign.learning.network;

import io.realign.learning.loss.Objective;

/**
 * How a step is taken.
 *
 * @param objective what it makes small
 * @param learningRate after warm-up
 * @param weightDecay what is added to the gradient for each unit of a weight
 * @param maxGradientNorm longest gradient, before weight decay
 * @param dropoutSeed of the dropout
 */
public record StepOptions(
        Objective objective, double learningRate, double weightDecay, double maxGradientNorm, long dropoutSeed) {}
