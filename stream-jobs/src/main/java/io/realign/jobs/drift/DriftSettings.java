package io.realign.jobs.drift;

import io.realign.alert.Calibration;
import io.realign.jobs.JobSettings;
import io.realign.window.Window;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the drift job looks for.
 *
 * @param window events in a window, a multiple of 8, 16 or more
 * @param randomFeatures random features of a sketch, even
 * @param sourceMinimum source events that the reference needs, at least one and a half windows
 * @param sourceLimit source events that the reference is frozen with at the latest
 * @param sourceSettle how long the source must have been silent to be frozen with fewer
 * @param seed of random features and calibration
 */
record DriftSettings(
        int window, int randomFeatures, int sourceMinimum, int sourceLimit, Duration sourceSettle, long seed)
        implements Serializable {
    /** Of one window by itself; the detector asks again for a whole window before it raises an alert. */
    private static final double FALSE_WINDOW = 1e-4;

    private static final int SHORTEST_WINDOW = 2 * Window.BLOCKS;

    DriftSettings {
        int fewestRows = Calibration.fewestRows(window);
        check(
                window >= SHORTEST_WINDOW && window % Window.BLOCKS == 0,
                "window: expected a multiple of " + Window.BLOCKS + ", at least " + SHORTEST_WINDOW + ", got "
                        + window);
        check(
                randomFeatures >= 2 && randomFeatures % 2 == 0,
                "random-features: expected an even number, at least 2, got " + randomFeatures);
        check(
                sourceMinimum >= fewestRows,
                "source-minimum: expected at least " + fewestRows + " events for a window of " + window + ", got "
                        + sourceMinimum);
        check(
                sourceLimit >= sourceMinimum,
                "source-limit: expected at least the source-minimum of " + sourceMinimum + ", got " + sourceLimit);
        check(
                sourceSettle.compareTo(Duration.ZERO) > 0,
                "source-settle: expected a positive duration, got " + sourceSettle);
    }

    static DriftSettings of(
            JobSettings job,
            int window,
            int randomFeatures,
            int sourceMinimum,
            int sourceLimit,
            Duration sourceSettle) {
        return new DriftSettings(window, randomFeatures, sourceMinimum, sourceLimit, sourceSettle, job.seed());
    }

    Calibration calibration() {
        return new Calibration(window, FALSE_WINDOW, seed);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
