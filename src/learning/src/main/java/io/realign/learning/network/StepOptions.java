package io.realign.learning.network;

import io.realign.learning.loss.Objective;

/**
 * Options of one training step.
 *
 * @param learningRate learning rate of this step
 * @param weightDecay L2 coefficient: {@code weightDecay * weight} is added to the gradient
 * @param maxGradientNorm maximum L2 norm of the gradient before weight decay; larger gradients are scaled down to it
 */
public record StepOptions(
        Objective objective, double learningRate, double weightDecay, double maxGradientNorm, long dropoutSeed) {}
