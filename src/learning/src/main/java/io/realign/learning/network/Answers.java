package io.realign.learning.network;

/**
 * What a network says when it is not in training.
 *
 * @param probabilities of the classes, a row for each row that was asked
 * @param embedding a row for each
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answers(float[][] probabilities, float[][] embedding) {}
