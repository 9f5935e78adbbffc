package io.realign.alert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values of raw features that are rare or absent in the reference. They are counted, since a distance is bounded for each
 * event and hides them.
 *
 * @param features indices of the features with two values, one of which is rare
 * @param values the rare value of each of these features
 * @param counts reference events with the rare value
 * @param constants indices of the constant features
 * @param constantValues value of each constant feature
 */
@SuppressWarnings("ArrayRecordComponent")
public record RareValues(int[] features, float[] values, int[] counts, int[] constants, float[] constantValues) {
    /** Maximum number of features of each kind; of more, the first are used. */
    static final int MAX_FEATURES = 32;

    /** A value is rare if at most a tenth of the reference events have it. */
    private static final int MIN_RATIO = 10;

    private record Rare(int feature, float value, int count) {}

    /** @param rows raw rows, at least one */
    static RareValues of(float[][] rows) {
        List<Rare> rare = new ArrayList<>();
        List<Rare> constant = new ArrayList<>();
        for (int feature = 0; feature < rows[0].length; feature++) {
            float first = rows[0][feature];
            float other = first;
            int others = 0;
            boolean twoValues = true;
            for (float[] row : rows) {
                float value = row[feature];
                if (value != first) {
                    twoValues &= others == 0 || value == other;
                    other = value;
                    others++;
                }
            }
            if (others == 0) {
                constant.add(new Rare(feature, first, 0));
            } else if (twoValues) {
                int fewer = Math.min(others, rows.length - others);
                if ((long) MIN_RATIO * fewer <= rows.length) {
                    rare.add(new Rare(feature, fewer == others ? other : first, fewer));
                }
            }
        }
        rare.subList(Math.min(MAX_FEATURES, rare.size()), rare.size()).clear();
        constant.subList(Math.min(MAX_FEATURES, constant.size()), constant.size())
                .clear();
        return new RareValues(
                rare.stream().mapToInt(Rare::feature).toArray(),
                values(rare),
                rare.stream().mapToInt(Rare::count).toArray(),
                constant.stream().mapToInt(Rare::feature).toArray(),
                values(constant));
    }

    private static float[] values(List<Rare> features) {
        float[] values = new float[features.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.get(i).value();
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RareValues rare
                && Arrays.equals(features, rare.features)
                && Arrays.equals(values, rare.values)
                && Arrays.equals(counts, rare.counts)
                && Arrays.equals(constants, rare.constants)
                && Arrays.equals(constantValues, rare.constantValues);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(features) + Arrays.hashCode(counts)) + Arrays.hashCode(constants);
    }
}
