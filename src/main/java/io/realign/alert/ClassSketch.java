package io.realign.alert;

import java.util.Arrays;

/**
 * Summary of the events with the same predicted class. The array is shared, not copied, and must not be modified.
 *
 * @param count number of events, at least 1
 * @param sum sum of the random features
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassSketch(long count, double[] sum) {
    ClassSketch merge(ClassSketch other) {
        double[] merged = new double[sum.length];
        Arrays.setAll(merged, i -> sum[i] + other.sum[i]);
        return new ClassSketch(count + other.count, merged);
    }

    double mean(int feature) {
        return sum[feature] / count;
    }

    /** Returns the sum of squared distances from the mean; random features have norm 1. */
    double scatter() {
        double squared = 0;
        for (double value : sum) {
            squared += value * value;
        }
        return Math.max(0, count - squared / count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassSketch sketch && count == sketch.count && Arrays.equals(sum, sketch.sum);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(count) + Arrays.hashCode(sum);
    }
}
