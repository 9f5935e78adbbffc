package io.realign.lab.detection;

import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.stream.FeatureStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Times of the first alarm in runs without change, as a function of the threshold. */
final class FirstPassageTimes {
    private static final int BISECTIONS = 60;

    private final List<Run> runs = new ArrayList<>();

    /** Resets a detector and runs it over {@code length} events. */
    void add(OnlineDetector detector, FeatureStream stream, int length) {
        detector.reset();
        NavigableMap<Double, Integer> maxima = new TreeMap<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (int time = 1; time <= length; time++) {
            double score = detector.observe(stream.next());
            if (score > highest) {
                highest = score;
                maxima.put(score, time);
            }
        }
        runs.add(new Run(maxima, length));
    }

    /** Average run length: all events up to the first alarms, or to the ends of the runs, divided by the number of alarms. */
    double arl(double threshold) {
        long events = runs.stream().mapToLong(run -> run.lengthAt(threshold)).sum();
        return events / (double) alarmCount(threshold);
    }

    /** Number of runs with an alarm. */
    long alarmCount(double threshold) {
        return runs.stream().filter(run -> run.maxima.lastKey() > threshold).count();
    }

    /** Returns the lowest threshold with at least this average run length, by bisection. */
    double thresholdFor(double arl) {
        double low =
                runs.stream().mapToDouble(run -> run.maxima.firstKey()).min().orElseThrow() - 1;
        double high =
                runs.stream().mapToDouble(run -> run.maxima.lastKey()).max().orElseThrow();
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

    /**
     * A run without change.
     *
     * @param maxima each score that exceeds all previous scores, and its time in events
     * @param length number of events
     */
    private record Run(NavigableMap<Double, Integer> maxima, int length) {
        int lengthAt(double threshold) {
            Map.Entry<Double, Integer> alarm = maxima.higherEntry(threshold);
            return alarm == null ? length : alarm.getValue();
        }
    }
}
