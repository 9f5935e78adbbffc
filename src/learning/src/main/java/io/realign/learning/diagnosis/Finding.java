package io.realign.learning.diagnosis;

import io.realign.learning.distance.Discrepancy;

/**
 * One thing that was looked at.
 *
 * @param name what it is
 * @param value what was found
 * @param band where it lies as long as there is nothing to say
 * @param says what it means, as a sentence
 */
public record Finding(String name, double value, Band band, String says) {
    static Finding of(String name, Discrepancy discrepancy, String real, String chance) {
        return new Finding(
                name, discrepancy.value(), Band.atMost(discrepancy.chance()), discrepancy.real() ? real : chance);
    }

    /** Whether there is nothing to say. */
    public boolean holds() {
        return band.holds(value);
    }
}
