package io.realign.alert;

import java.util.ArrayList;
import java.util.List;

/**
 * How long runs went until a score was first exceeded, for every score at once.
 *
 * @param runs of each run: the events after which its highest score so far has risen, and what it rose to
 * @param runLength events in a run
 */
record RunLengths(List<List<NewMaximum>> runs, int runLength) {
    /** After a quarter of a run its windows are filled, and the rate of alarms is what it will stay. */
    private static final int WARM_UP_FRACTION = 4;

    /** For the slope of the average run length by the score. */
    private static final double SLOPE_STEP = 0.05;

    /** Below so many alarms the rate in the runs is no more than a guess and follows the tail of the normal law. */
    private static final int MIN_FALSE_ALARMS = 50;

    record NewMaximum(int event, double score) {}

    static RunLengths of(List<PermutationRuns.Run> runs, NullDistribution event, List<NullDistributions> levels) {
        List<List<NewMaximum>> records = new ArrayList<>(runs.size());
        for (PermutationRuns.Run run : runs) {
            records.add(newMaxima(run, event, levels));
        }
        return new RunLengths(records, runs.get(0).length());
    }

    /**
     * Mean events to the first score above {@code height}: what is seen in the runs, and behind their end a constant
     * rate. Heights that hardly any run exceeds follow from lower ones by the tail of the normal law.
     */
    double average(double height) {
        double seen = maxObservedThreshold();
        if (height <= seen) {
            return observedAverage(height);
        }
        return observedAverage(seen) * Math.exp((height * height - seen * seen) / 2);
    }

    /** Standard error of a height, from the number of alarms that the run length was seen from. */
    double standardError(double height) {
        double at = Math.min(height, maxObservedThreshold());
        double slope = (Math.log(observedAverage(at)) - Math.log(observedAverage(at - SLOPE_STEP))) / SLOPE_STEP;
        return 1 / Math.sqrt((double) falseAlarms(at)) / Math.max(slope, SLOPE_STEP);
    }

    private double maxObservedThreshold() {
        double low = 0;
        double high = 40;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            if (falseAlarms(middle) >= MIN_FALSE_ALARMS) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double observedAverage(double height) {
        long watched = 0;
        long survivors = 0;
        long late = 0;
        long lateWatched = 0;
        int filled = runLength / WARM_UP_FRACTION;
        for (List<NewMaximum> run : runs) {
            int first = firstExceedance(run, height);
            int end = Math.min(first, runLength);
            watched += end;
            survivors += first > runLength ? 1 : 0;
            lateWatched += Math.max(0, end - filled);
            late += first > filled && first <= runLength ? 1 : 0;
        }
        // Half an alarm more, so that a rate is never nothing.
        double perAlarm = lateWatched / (late + 0.5);
        return (watched + survivors * perAlarm) / runs.size();
    }

    private long falseAlarms(double height) {
        return runs.stream()
                .filter(run -> firstExceedance(run, height) <= runLength)
                .count();
    }

    private int firstExceedance(List<NewMaximum> run, double height) {
        for (NewMaximum rise : run) {
            if (rise.score() > height) {
                return rise.event();
            }
        }
        return runLength + 1;
    }

    private static List<NewMaximum> newMaxima(
            PermutationRuns.Run run, NullDistribution event, List<NullDistributions> levels) {
        List<NewMaximum> rises = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < run.length(); i++) {
            double score = FalseAlarmAllocation.weightedScore(
                    Math.abs(event.normalScore(run.eventTypicalities()[i])), FalseAlarmAllocation.eventShare());
            for (int level = 0; level < levels.size(); level++) {
                if (!Float.isNaN(run.discrepancies()[i][level])) {
                    score = Math.max(score, score(run, i, levels.get(level), level));
                }
            }
            if (score > highest) {
                highest = score;
                rises.add(new NewMaximum(i + 1, score));
            }
        }
        return rises;
    }

    private static double score(PermutationRuns.Run run, int event, NullDistributions laws, int level) {
        double discrepancy = laws.discrepancy().normalScore(run.discrepancies()[event][level]);
        double typicality = Math.abs(laws.typicality().normalScore(run.typicalities()[event][level]));
        return Math.max(
                FalseAlarmAllocation.weightedScore(discrepancy, FalseAlarmAllocation.discrepancyShare(level)),
                FalseAlarmAllocation.weightedScore(typicality, FalseAlarmAllocation.typicalityShare(level)));
    }
}
