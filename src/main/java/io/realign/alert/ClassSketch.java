package io.realign.alert;

import java.util.Arrays;

/**
 * Events for which a model predicts the same class.
 *
 * <p>The array is shared, not copied: a group is made once and then only read.
 *
 * @param count number of events, at least 1
 * @param sum of their random features
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

    /** Sum of the squared distances from the mean; random features have norm 1. */
    double scatter() {
        double squared = 0;
        for (double value : sum) {
            squared += value * value;
        }
        return Math.max(0, count - squared / count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassSketch group && count == group.count && Arrays.equals(sum, group.sum);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(count) + Arrays.hashCode(sum);
    }

    @Override
    public String toString() {
        return "ClassGroup[" + count + " events]";
    }
}
