package io.realign.adaptation.gate;

/**
 * Difference of the predictions of two releases on the same target events.
 *
 * @param events number of compared events
 * @param agreement fraction of events with the same predicted class, 0 to 1
 * @param confidenceChange mean confidence of the new release minus that of the previous release, -1 to 1
 * @param classShareChange total variation distance between the predicted class shares, 0 to 1
 * @param probabilityDistance Euclidean distance between the mean probabilities, 0 to the square root of 2
 */
public record PredictionChange(
        int events, double agreement, double confidenceChange, double classShareChange, double probabilityDistance) {
    /** No compared events, and therefore no change. */
    public static final PredictionChange NONE = new PredictionChange(0, 1, 0, 0, 0);

    /**
     * Compares predictions.
     *
     * @param before class probabilities of the previous release, one row for each event
     * @param after class probabilities of the new release for the same events
     */
    public static PredictionChange of(float[][] before, float[][] after) {
        Evidence.requireSameSize("target window", before.length, after.length);
        int events = before.length;
        if (events == 0) {
            return NONE;
        }
        double confidenceChange = 0;
        double[] meanDifferences = new double[before[0].length];
        for (int row = 0; row < events; row++) {
            confidenceChange += (highest(after[row]) - highest(before[row])) / events;
            for (int i = 0; i < meanDifferences.length; i++) {
                meanDifferences[i] += ((double) after[row][i] - before[row][i]) / events;
            }
        }
        double squares = 0;
        for (double difference : meanDifferences) {
            squares += difference * difference;
        }
        PredictedClasses old = PredictedClasses.of(before);
        PredictedClasses updated = PredictedClasses.of(after);
        double agreement = updated.countAgreeing(old.classes()) / (double) events;
        return new PredictionChange(
                events, agreement, confidenceChange, updated.totalVariation(old), Math.sqrt(squares));
    }

    private static float highest(float[] probabilities) {
        float highest = 0;
        for (float probability : probabilities) {
            highest = Math.max(highest, probability);
        }
        return highest;
    }
}
