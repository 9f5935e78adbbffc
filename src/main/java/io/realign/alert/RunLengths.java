package io.realign.alert;

import java.util.ArrayList;
import java.util.List;

/**
 * How long runs went until a score was first exceeded, for every score at once.
 *
 * @param records of each run: the events after which its highest score so far has risen, and what it rose to
 * @param longest events in a run
 */
record RunLengths(List<List<Rise>> records, int longest) {
    /** After a quarter of a run its windows are filled, and the rate of alarms is what it will stay. */
    private static final int FILLED = 4;

    /** For the slope of the average run length by the score. */
    private static final double STEP = 0.05;

    /** Below so many alarms the rate in the runs is no more than a guess and follows the tail of the normal law. */
    private static final int FEWEST_ALARMS = 50;

    record Rise(int event, double score) {}

    static RunLengths of(List<Shuffles.Run> runs, Law event, List<Laws> levels) {
        List<List<Rise>> records = new ArrayList<>(runs.size());
        for (Shuffles.Run run : runs) {
            records.add(rises(run, event, levels));
        }
        return new RunLengths(records, runs.get(0).length());
    }

    /**
     * Mean events to the first score above {@code height}: what is seen in the runs, and behind their end a constant
     * rate. Heights that hardly any run exceeds follow from lower ones by the tail of the normal law.
     */
    double average(double height) {
        double seen = highestSeen();
        if (height <= seen) {
            return seen(height);
        }
        return seen(seen) * Math.exp((height * height - seen * seen) / 2);
    }

    /** Standard error of a height, from the number of alarms that the run length was seen from. */
    double standardError(double height) {
        double at = Math.min(height, highestSeen());
        double slope = (Math.log(seen(at)) - Math.log(seen(at - STEP))) / STEP;
        return 1 / Math.sqrt((double) alarms(at)) / Math.max(slope, STEP);
    }

    private double highestSeen() {
        double low = 0;
        double high = 40;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            if (alarms(middle) >= FEWEST_ALARMS) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double seen(double height) {
        long watched = 0;
        long survivors = 0;
        long late = 0;
        long lateWatched = 0;
        int filled = longest / FILLED;
        for (List<Rise> run : records) {
            int first = first(run, height);
            int end = Math.min(first, longest);
            watched += end;
            survivors += first > longest ? 1 : 0;
            lateWatched += Math.max(0, end - filled);
            late += first > filled && first <= longest ? 1 : 0;
        }
        // Half an alarm more, so that a rate is never nothing.
        double perAlarm = lateWatched / (late + 0.5);
        return (watched + survivors * perAlarm) / records.size();
    }

    private long alarms(double height) {
        return records.stream().filter(run -> first(run, height) <= longest).count();
    }

    private int first(List<Rise> run, double height) {
        for (Rise rise : run) {
            if (rise.score() > height) {
                return rise.event();
            }
        }
        return longest + 1;
    }

    private static List<Rise> rises(Shuffles.Run run, Law event, List<Laws> levels) {
        List<Rise> rises = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < run.length(); i++) {
            double score = Shares.score(Math.abs(event.score(run.events()[i])), Shares.ofEvent());
            for (int level = 0; level < levels.size(); level++) {
                if (!Float.isNaN(run.discrepancies()[i][level])) {
                    score = Math.max(score, score(run, i, levels.get(level), level));
                }
            }
            if (score > highest) {
                highest = score;
                rises.add(new Rise(i + 1, score));
            }
        }
        return rises;
    }

    private static double score(Shuffles.Run run, int event, Laws laws, int level) {
        double discrepancy = laws.discrepancy().score(run.discrepancies()[event][level]);
        double typicality = Math.abs(laws.typicality().score(run.typicalities()[event][level]));
        return Math.max(
                Shares.score(discrepancy, Shares.ofDiscrepancy(level)),
                Shares.score(typicality, Shares.ofTypicality(level)));
    }
}
