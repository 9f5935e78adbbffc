package io.realign.learning.network;

import io.realign.learning.loss.Objective;

/**
 * Options of one training step.
 *
 * @param learningRate learning rate of this step
 * @param weightDecay L2 coefficient: this multiple of the weights is added to the gradient
 * @param maxGradientNorm L2 norm to which longer gradients are scaled down, before weight decay
 */
public record StepOptions(
        Objective objective, double learningRate, double weightDecay, double maxGradientNorm, long dropoutSeed) {}
