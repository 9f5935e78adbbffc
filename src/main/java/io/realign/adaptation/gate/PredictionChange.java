package io.realign.adaptation.gate;

/**
 * How the answers of a model differ from those of the one before it, on the same events of a target.
 *
 * @param events how many they are; 0 where nothing was compared
 * @param agreement the share of them of which both name the same class, 0 to 1
 * @param confidenceChange by how much the mean confidence is higher than before, -1 to 1
 * @param classShareChange by how much the shares of the named classes differ, in total variation, 0 to 1
 * @param probabilityDistance of the mean probabilities, Euclidean, 0 to the root of 2
 */
public record PredictionChange(
        int events, double agreement, double confidenceChange, double classShareChange, double probabilityDistance) {
    /** Of a model that answers like the one before. */
    public static final PredictionChange NONE = new PredictionChange(0, 1, 0, 0, 0);

    /**
     * Compares answers.
     *
     * @param before class probabilities of the model before, one row for each event
     * @param after those of the model that takes its place, of the same events
     */
    public static PredictionChange of(float[][] before, float[][] after) {
        Evidence.requireSameSize("target window", before.length, after.length);
        int events = before.length;
        if (events == 0) {
            return NONE;
        }
        double confidence = 0;
        double[] moved = new double[before[0].length];
        for (int row = 0; row < events; row++) {
            confidence += (highest(after[row]) - highest(before[row])) / events;
            for (int i = 0; i < moved.length; i++) {
                moved[i] += ((double) after[row][i] - before[row][i]) / events;
            }
        }
        double squares = 0;
        for (double difference : moved) {
            squares += difference * difference;
        }
        PredictedClasses were = PredictedClasses.of(before);
        PredictedClasses are = PredictedClasses.of(after);
        double agreement = are.countAgreeing(were.classes()) / (double) events;
        return new PredictionChange(events, agreement, confidence, are.totalVariation(were), Math.sqrt(squares));
    }

    private static float highest(float[] probabilities) {
        float highest = 0;
        for (float probability : probabilities) {
            highest = Math.max(highest, probability);
        }
        return highest;
    }
}
