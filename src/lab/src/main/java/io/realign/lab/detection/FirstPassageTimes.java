package io.realign.lab.detection;

import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.stream.FeatureStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When runs without change would first alarm, at every threshold at once: the ladder of each run's highest scores. */
final class FirstPassageTimes {
    private static final int BISECTIONS = 60;

    private final List<Run> runs = new ArrayList<>();

    /** Runs one detector from its start over {@code length} scores. */
    void add(OnlineDetector detector, FeatureStream stream, int length) {
        detector.reset();
        List<Double> heights = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (int time = 1; time <= length; time++) {
            double score = detector.observe(stream.next());
            if (score > highest) {
                highest = score;
                heights.add(score);
                times.add(time);
            }
        }
        runs.add(new Run(
                heights.stream().mapToDouble(Double::doubleValue).toArray(),
                times.stream().mapToInt(Integer::intValue).toArray(),
                length));
    }

    /** All events until the first alarms by the number of alarms: what an alarm costs, also if some runs end without one. */
    double arl(double threshold) {
        long events = runs.stream().mapToLong(run -> run.until(threshold)).sum();
        return events / (double) alarmCount(threshold);
    }

    /** Runs that alarm. */
    long alarmCount(double threshold) {
        return runs.stream().filter(run -> run.alarms(threshold)).count();
    }

    /** The lowest threshold that gives the average run length. */
    double thresholdFor(double arl) {
        double low = runs.stream().mapToDouble(run -> run.heights[0]).min().orElseThrow() - 1;
        double high = runs.stream().mapToDouble(Run::highest).max().orElseThrow();
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (arl(middle) < arl) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Scores that exceed all before them, ascending, and when they came. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Run(double[] heights, int[] times, int length) {
        double highest() {
            return heights[heights.length - 1];
        }

        boolean alarms(double threshold) {
            return highest() > threshold;
        }

        int until(double threshold) {
            if (!alarms(threshold)) {
                return length;
            }
            int place = Arrays.binarySearch(heights, threshold);
            return times[place < 0 ? -place - 1 : place + 1];
        }
    }
}
