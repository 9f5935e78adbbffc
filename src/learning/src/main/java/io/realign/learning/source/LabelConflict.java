package io.realign.learning.source;

import java.util.Locale;

/**
 * A source whose labels the others do not bear out.
 *
 * @param name of the source
 * @param rows how many of its rows were looked at
 * @param ownAccuracy share of them that a classifier gets right which learned from the source's other rows
 * @param othersAccuracy share of them that a classifier gets right which learned from the other sources
 * @param pValue how often chance makes the second at least so much worse, row by row (sign test)
 */
public record LabelConflict(String name, int rows, double ownAccuracy, double othersAccuracy, double pValue) {
    /** The same as a sentence. */
    public String message() {
        return String.format(
                Locale.ROOT,
                "%s: learned from the other sources, %.1f %% of its %d labels come out right, learned from itself %.1f %%"
                        + " (sign test, p = %.2g)",
                name,
                100 * othersAccuracy,
                rows,
                100 * ownAccuracy,
                pValue);
    }
}
