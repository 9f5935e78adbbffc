package io.realign.learning.diagnosis;

import io.realign.learning.distance.PermutationTestResult;

/**
 * One thing that was looked at.
 *
 * @param name what it is
 * @param value what was found
 * @param expected where it lies as long as there is nothing to say
 * @param message what it means, as a sentence
 */
public record Finding(String name, double value, ExpectedRange expected, String message) {
    static Finding of(String name, PermutationTestResult discrepancy, String real, String chance) {
        return new Finding(
                name,
                discrepancy.statistic(),
                ExpectedRange.atMost(discrepancy.criticalValue()),
                discrepancy.isSignificant() ? real : chance);
    }

    /** Whether there is nothing to say. */
    public boolean isExpected() {
        return expected.contains(value);
    }
}
