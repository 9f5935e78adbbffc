package io.realign.learning.source;

import java.util.Locale;

/**
 * A source whose labels the others do not bear out.
 *
 * @param name of the source
 * @param rows how many of its rows were looked at
 * @param own share of them that a classifier gets right which learned from the source's other rows
 * @param others share of them that a classifier gets right which learned from the other sources
 * @param p how often chance makes the second at least so much worse, row by row (sign test)
 */
public record Conflict(String name, int rows, double own, double others, double p) {
    /** The same as a sentence. */
    public String evidence() {
        return String.format(
                Locale.ROOT,
                "%s: learned from the other sources, %.1f %% of its %d labels come out right, learned from itself %.1f %%"
                        + " (sign test, p = %.2g)",
                name,
                100 * others,
                rows,
                100 * own,
                p);
    }
}
