package io.realign.rollout;

import java.util.List;

/** Sums over the answers of one model. Mutable; one writer. */
final class PredictionStatistics {
    private long events;
    private double squares;
    private double[] sums = new double[0];

    /** @param probabilities one for each class; as many as in the answers before */
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

    /** Squared Euclidean distance of the mean probabilities, as it comes out, the part that is chance included. */
    double squaredDistance(PredictionStatistics other) {
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            double difference = sums[i] / events - other.sums[i] / other.events;
            sum += difference * difference;
        }
        return sum;
    }

    /** The expected squared distance of the mean from the true one: the trace of the covariance over the events. */
    double varianceOfMean() {
        double ofMean = 0;
        for (double sum : sums) {
            ofMean += sum / events * (sum / events);
        }
        return Math.max(0, squares / events - ofMean) / Math.max(1, events - 1);
    }
}
