package io.realign.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Run lengths until the first exceedance of any threshold. Only new maxima of the score are stored. */
final class RunLengths {
    /** After a quarter of a run, all windows are full and the false alarm rate is constant. */
    private static final int WARM_UPS_PER_RUN = 4;

    /** Step of the threshold for the numerical derivative of the average run length. */
    private static final double SLOPE_STEP = 0.05;

    /** With fewer false alarms, the average run length is extrapolated with the normal tail. */
    private static final int MIN_FALSE_ALARMS = 50;

    private static final int BISECTION_STEPS = 60;

    /** New maxima of the weighted score in each permutation, in order. */
    private final List<List<NewMaximum>> runs;

    /** Number of events in a permutation. */
    private final int runLength;

    /** Highest threshold with enough false alarms. */
    private final double maxObservedThreshold;

    /** A score that exceeds all earlier scores, after {@code event} events. */
    private record NewMaximum(int event, double score) {}

    private RunLengths(List<List<NewMaximum>> runs, int runLength) {
        this.runs = runs;
        this.runLength = runLength;
        this.maxObservedThreshold = maxObservedThreshold();
    }

    static RunLengths of(PermutationRuns runs, List<NullDistribution> distributions) {
        return new RunLengths(
                runs.runs().stream()
                        .map(run -> newMaxima(run, runs.layout(), distributions))
                        .toList(),
                runs.runs().get(0).length());
    }

    /**
     * Returns the mean number of events until the first score above the threshold. After the end of a run, a constant
     * false alarm rate is assumed. Thresholds with too few exceedances are extrapolated with the normal tail.
     */
    double average(double threshold) {
        if (threshold <= maxObservedThreshold) {
            return observedAverage(threshold);
        }
        return observedAverage(maxObservedThreshold)
                * Math.exp((threshold * threshold - maxObservedThreshold * maxObservedThreshold) / 2);
    }

    /** Returns the threshold of the weighted score (see {@link FalseAlarmAllocation}) with the wanted average run length. */
    double threshold(double arl) {
        double low = 0;
        double high = PermutationRuns.MAX_THRESHOLD;
        for (int step = 0; step < BISECTION_STEPS; step++) {
            Cancellation.check();
            double middle = (low + high) / 2;
            if (average(middle) < arl) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Returns the highest score of all runs. */
    double highestScore() {
        return runs.stream()
                .mapToDouble(run -> run.get(run.size() - 1).score())
                .max()
                .orElseThrow();
    }

    /** Returns the fraction of runs with a higher score, including one more run that has this score. */
    double fractionAbove(double score) {
        return (1.0 + falseAlarms(score)) / (1 + runs.size());
    }

    /** Returns the standard error of a threshold, estimated from the number of observed false alarms. */
    double standardError(double threshold) {
        double observed = Math.min(threshold, maxObservedThreshold);
        double slope =
                (Math.log(observedAverage(observed)) - Math.log(observedAverage(observed - SLOPE_STEP))) / SLOPE_STEP;
        return 1 / Math.sqrt((double) falseAlarms(observed)) / Math.max(slope, SLOPE_STEP);
    }

    private double maxObservedThreshold() {
        double low = 0;
        double high = PermutationRuns.MAX_THRESHOLD;
        for (int step = 0; step < BISECTION_STEPS; step++) {
            double middle = (low + high) / 2;
            if (falseAlarms(middle) >= MIN_FALSE_ALARMS) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double observedAverage(double threshold) {
        long events = 0;
        long survivors = 0;
        long steadyAlarms = 0;
        long steadyEvents = 0;
        int warmUp = runLength / WARM_UPS_PER_RUN;
        for (List<NewMaximum> run : runs) {
            int first = firstExceedance(run, threshold);
            int end = Math.min(first, runLength);
            events += end;
            survivors += first > runLength ? 1 : 0;
            steadyEvents += Math.max(0, end - warmUp);
            steadyAlarms += first > warmUp && first <= runLength ? 1 : 0;
        }
        // Adding half a false alarm avoids a rate of zero.
        double eventsPerAlarm = steadyEvents / (steadyAlarms + 0.5);
        return (events + survivors * eventsPerAlarm) / runs.size();
    }

    private long falseAlarms(double threshold) {
        // The last maximum is the highest score.
        return runs.stream()
                .filter(run -> !run.isEmpty() && run.get(run.size() - 1).score() > threshold)
                .count();
    }

    private int firstExceedance(List<NewMaximum> run, double threshold) {
        for (NewMaximum maximum : run) {
            if (maximum.score() > threshold) {
                return maximum.event();
            }
        }
        return runLength + 1;
    }

    private static List<NewMaximum> newMaxima(
            PermutationRuns.Run run, StatisticLayout layout, List<NullDistribution> distributions) {
        Cancellation.check();
        List<NewMaximum> maxima = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        // The scores are monotonic, so only a new extreme of a statistic can give a new maximum of the score.
        Extremes[] extremes =
                Stream.generate(Extremes::new).limit(layout.count()).toArray(Extremes[]::new);
        for (int i = 0; i < run.length(); i++) {
            double score = Double.NEGATIVE_INFINITY;
            for (int statistic = 0; statistic < extremes.length; statistic++) {
                float value = run.values()[statistic][i];
                if (extremes[statistic].extend(value)) {
                    double zScore = distributions.get(statistic).zScore(value);
                    score = Math.max(
                            score,
                            FalseAlarmAllocation.weightedScore(
                                    layout.isTwoSided(statistic) ? Math.abs(zScore) : zScore, layout.share(statistic)));
                }
            }
            if (score > highest) {
                highest = score;
                maxima.add(new NewMaximum(i + 1, score));
            }
        }
        return maxima;
    }

    /** Minimum and maximum of the values so far. */
    private static final class Extremes {
        private float min = Float.POSITIVE_INFINITY;
        private float max = Float.NEGATIVE_INFINITY;

        /** Adds a value. Returns whether it is a new minimum or maximum, which NaN never is. */
        boolean extend(float value) {
            boolean extended = value < min || value > max;
            if (extended) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            return extended;
        }
    }
}
