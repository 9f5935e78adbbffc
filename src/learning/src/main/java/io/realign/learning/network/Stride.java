package io.realign.learning.network;

import io.realign.learning.loss.Objective;

/**
 * How a step is taken.
 *
 * @param objective what it makes small
 * @param learningRate after warm-up
 * @param weightDecay what is added to the gradient for each unit of a weight
 * @param clip longest gradient, before weight decay
 * @param seed of the dropout
 */
public record Stride(Objective objective, double learningRate, double weightDecay, double clip, long seed) {}
