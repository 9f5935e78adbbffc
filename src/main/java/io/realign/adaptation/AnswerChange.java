package io.realign.adaptation;

/**
 * How the answers of a model differ from those of the one before it, on the same events of a target.
 *
 * @param events how many they are; 0 where nothing was compared
 * @param agreement the share of them of which both name the same class, 0 to 1
 * @param confidence by how much the mean confidence is higher than before, -1 to 1
 * @param shares by how much the shares of the named classes differ, in total variation, 0 to 1
 * @param distance of the mean probabilities, Euclidean, 0 to the root of 2
 */
public record AnswerChange(int events, double agreement, double confidence, double shares, double distance) {
    /** Of a model that answers like the one before. */
    public static final AnswerChange NONE = new AnswerChange(0, 1, 0, 0, 0);

    /**
     * Compares answers.
     *
     * @param before class probabilities of the model before, one row for each event
     * @param after those of the model that takes its place, of the same events
     */
    public static AnswerChange of(float[][] before, float[][] after) {
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
        Answers were = Answers.of(before);
        Answers are = Answers.of(after);
        double agreement = are.agreeing(were.classes()) / (double) events;
        return new AnswerChange(events, agreement, confidence, are.variation(were), Math.sqrt(squares));
    }

    private static float highest(float[] probabilities) {
        float highest = 0;
        for (float probability : probabilities) {
            highest = Math.max(highest, probability);
        }
        return highest;
    }
}
