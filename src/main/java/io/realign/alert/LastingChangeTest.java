package io.realign.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports a change that lasts once. Not thread-safe.
 *
 * <p>After a report, a reference is fitted to the rows after it: first to {@value #MIN_ROWS}, then to twice as many
 * each time, up to as many as the original reference has. Its threshold is extrapolated to the requested average run
 * length, which so few rows do not support. A departure from the newest of them shows that the rows have moved on. If
 * the following rows also depart from the original reference, the new change is reported; otherwise they have
 * returned.
 *
 * <p>Rows have returned if they do not depart from the original reference for {@value #MIN_ROWS} rows, or for four
 * times as many as it took to see the change if that is longer. From then on, the next departure from the original
 * reference is a new change.
 */
public final class LastingChangeTest implements StreamTest {
    /** Fewest rows that a reference is fitted to, and that match the reference after a return. */
    private static final int MIN_ROWS = 128;

    /** Without a further departure after this multiple of the window that showed the change, it is over. */
    private static final int RETURN_FACTOR = 4;

    private final StreamReference original;
    private final StreamReference.Settings settings;
    private final RestartingTest originalTest;
    private Change change;

    /** The reported change that lasts. */
    private static final class Change {
        private final int returnRows;
        private final List<float[]> rows = new ArrayList<>();
        private int valueRows;
        private int nextFit;
        private int matchingRows;
        private RestartingTest test;

        /** Departure from the new reference, and the rows since. */
        private Suspicion departure;

        private int rowsSinceDeparture;

        Change(Suspicion reported, int firstFit) {
            this.returnRows = Math.max(MIN_ROWS, RETURN_FACTOR * reported.eventsSinceOnset());
            this.nextFit = firstFit;
        }
    }

    /** @param settings how references of changed rows are fitted */
    public LastingChangeTest(StreamReference original, StreamReference.Settings settings) {
        this.original = original;
        this.settings = settings;
        this.originalTest = new RestartingTest(original);
    }

    @Override
    public Optional<Suspicion> observe(float[] row) {
        if (change == null) {
            Optional<Suspicion> reported = originalTest.observe(row);
            reported.ifPresent(this::begin);
            return reported;
        }
        boolean departs = originalTest.exceeds(row);
        if (departs) {
            originalTest.restart();
            change.matchingRows = 0;
        } else if (row.length > 0 && ++change.matchingRows >= change.returnRows) {
            change = null;
            return Optional.empty();
        }
        return change.departure == null ? compareWithChanged(row) : decide(row, departs);
    }

    /** Compares the row with those after the reported change. */
    private Optional<Suspicion> compareWithChanged(float[] row) {
        if (change.test != null) {
            change.test.observe(row).ifPresent(departure -> {
                change.departure = departure;
                change.matchingRows = 0;
                originalTest.restart();
            });
        }
        if (change.departure == null && change.valueRows < change.nextFit) {
            collect(row);
        }
        return Optional.empty();
    }

    private void collect(float[] row) {
        change.rows.add(row);
        change.valueRows += row.length > 0 ? 1 : 0;
        if (change.valueRows < change.nextFit) {
            return;
        }
        try {
            StreamReference fitted = StreamReference.fit(change.rows, settings);
            change.test = new RestartingTest(
                    fitted, fitted.fitted().calibratedReference().thresholds().requestedArlScore());
        } catch (IllegalArgumentException e) {
            // Equal rows have no null distribution; a later fit has more rows.
        }
        change.nextFit = Math.max(change.nextFit, Math.min(2 * change.nextFit, maxRows()));
    }

    /** Reports a departure from the changed rows if the rows since do not match the original reference. */
    private Optional<Suspicion> decide(float[] row, boolean departs) {
        change.rowsSinceDeparture += row.length > 0 ? 1 : 0;
        if (!departs) {
            return Optional.empty();
        }
        Suspicion departure = change.departure;
        Suspicion reported = new Suspicion(
                departure.score(),
                departure.eventsSinceOnset() + change.rowsSinceDeparture,
                departure.onset(),
                departure.witness());
        begin(reported);
        return Optional.of(reported);
    }

    private void begin(Suspicion reported) {
        change = new Change(reported, warmUp() + MIN_ROWS);
    }

    private int maxRows() {
        return warmUp()
                + (int) original.fitted().calibratedReference().reference().count();
    }

    private int warmUp() {
        return settings.model().map(model -> model.warmUp()).orElse(0);
    }
}
