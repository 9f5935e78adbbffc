package io.realign.window;

import java.util.List;

/**
 * How the values of a feature are distributed.
 *
 * @param counts how many are in each of the {@link Bins}, those beyond the range in the first and the last
 * @param mean of all values
 * @param deviation of the population, 0 or more
 */
public record Histogram(List<Integer> counts, double mean, double deviation) {
    public Histogram {
        counts = List.copyOf(counts);
    }
}
