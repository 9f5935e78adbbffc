package io.realign.learning.source;

import io.realign.learning.distance.PermutationTestResult;

/**
 * Weight of a source.
 *
 * @param weight total sampling weight of its rows, above 0; the weights of all sources sum to 1
 * @param distance squared MMD between source and target, each standardised with its own statistics
 */
public record SourceWeight(String name, double weight, PermutationTestResult distance) {}
