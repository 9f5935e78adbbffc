package io.realign.learning;

/**
 * What a step cost before it was taken.
 *
 * @param classLoss mean cross-entropy of the source rows' classes, in nats
 * @param domainLoss mean cross-entropy of the domain head over all rows, in nats; ln 2 when it cannot tell the domains
 *     apart
 */
public record Losses(double classLoss, double domainLoss) {}
