package io.realign.lab.detection;

import java.util.Collection;
import java.util.Locale;

/**
 * The mean of independent values.
 *
 * @param standardError standard error of the mean
 * @param count number of values
 */
record MeanEstimate(double mean, double standardError, int count) {
    static MeanEstimate of(Collection<? extends Number> values) {
        double mean = values.stream().mapToDouble(Number::doubleValue).average().orElse(Double.NaN);
        double squares = values.stream()
                .mapToDouble(value -> Math.pow(value.doubleValue() - mean, 2))
                .sum();
        int count = values.size();
        return new MeanEstimate(mean, Math.sqrt(squares / (count - 1) / count), count);
    }

    /** Standard deviation of the values. */
    double standardDeviation() {
        return standardError * Math.sqrt(count);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, mean < 100 ? "%.1f ± %.1f" : "%.0f ± %.0f", mean, standardError);
    }
}
