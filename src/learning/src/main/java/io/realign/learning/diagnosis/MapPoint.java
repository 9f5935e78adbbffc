package io.realign.learning.diagnosis;

/**
 * The features of a row as a point on a plane.
 *
 * @param target whether it is of the target
 * @param label the class of a source row; of a target row what the model takes it for
 */
public record MapPoint(boolean target, int label, double x, double y) {}
