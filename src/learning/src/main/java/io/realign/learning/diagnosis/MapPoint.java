package io.realign.learning.diagnosis;

/**
 * Position of a row on the map of the embeddings.
 *
 * @param target whether the row is from the target
 * @param label class of a source row, predicted class of a target row
 */
public record MapPoint(boolean target, int label, double x, double y) {}
