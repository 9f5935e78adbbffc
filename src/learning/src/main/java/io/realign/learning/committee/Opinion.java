package io.realign.learning.committee;

/**
 * What a committee says of the rows of a target. The arrays are shared, not copied.
 *
 * @param answers class probabilities of each row
 * @param prior the shares of the classes, estimated
 * @param likelihood logarithm of the density of a row, in the mean over rows and members, less a constant that depends on
 *     the rows alone: of two opinions of the same rows the larger one explains them better
 */
@SuppressWarnings("ArrayRecordComponent")
public record Opinion(float[][] answers, double[] prior, double likelihood) {}
