package io.realign.learning.source;

import io.realign.learning.distance.PermutationTestResult;

/**
 * How much a source counts.
 *
 * @param name of the source
 * @param weight of all its rows together, above 0; those of all sources add up to 1
 * @param distance its squared MMD to the target, each standardised by its own statistics
 */
public record SourceWeight(String name, double weight, PermutationTestResult distance) {}
