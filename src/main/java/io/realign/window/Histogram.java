package io.realign.window;

import java.util.List;

/**
 * Distribution of the values of a feature.
 *
 * @param counts number of values in each bin of {@link Bins}
 * @param mean mean of all values
 * @param deviation population standard deviation, 0 or more
 */
public record Histogram(List<Integer> counts, double mean, double deviation) {
    public Histogram {
        counts = List.copyOf(counts);
    }
}
