package io.realign.rollout;

import java.util.List;

/** Mean and variance of the class probabilities that one release predicts. Not thread-safe. */
final class PredictionStatistics {
    private long events;
    private double squares;
    private double[] sums = new double[0];

    /** @param probabilities class probabilities; their number must be the same for all events */
    void add(List<Float> probabilities) {
        if (events == 0) {
            sums = new double[probabilities.size()];
        }
        events++;
        for (int i = 0; i < sums.length; i++) {
            double probability = probabilities.get(i);
            sums[i] += probability;
            squares += probability * probability;
        }
    }

    long events() {
        return events;
    }

    /** Returns the squared Euclidean distance between the mean probabilities, not corrected for sampling noise. */
    double squaredDistance(PredictionStatistics other) {
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            double difference = sums[i] / events - other.sums[i] / other.events;
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * Returns the expected squared distance of the sample mean from the true mean: the trace of the covariance, divided
     * by the number of events.
     */
    double varianceOfMean() {
        double squaredMean = 0;
        for (double sum : sums) {
            squaredMean += sum / events * (sum / events);
        }
        return Math.max(0, squares / events - squaredMean) / Math.max(1, events - 1);
    }
}
