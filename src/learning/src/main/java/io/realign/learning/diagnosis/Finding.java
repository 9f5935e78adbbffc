package io.realign.learning.diagnosis;

import io.realign.learning.distance.PermutationTestResult;

/**
 * Result of one check.
 *
 * @param name name of the measured quantity
 * @param expected range of the value if there is no problem
 * @param message interpretation of the value
 */
public record Finding(String name, double value, ExpectedRange expected, String message) {
    static Finding of(
            String name, PermutationTestResult result, String significantMessage, String insignificantMessage) {
        return new Finding(
                name,
                result.statistic(),
                ExpectedRange.atMost(result.criticalValue()),
                result.isSignificant() ? significantMessage : insignificantMessage);
    }

    public boolean isExpected() {
        return expected.contains(value);
    }
}
