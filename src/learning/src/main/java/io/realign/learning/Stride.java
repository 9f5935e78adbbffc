package io.realign.learning;

/**
 * How a step is taken.
 *
 * @param alpha coefficient of the reversed gradient
 * @param learningRate of Adam
 * @param weightDecay what is added to the gradient for each unit of a weight
 * @param clip longest gradient, before weight decay
 * @param seed of the dropout
 */
public record Stride(double alpha, double learningRate, double weightDecay, double clip, long seed) {}
