package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.rows.LabelledRow;
import io.realign.model.ModelRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Streams batches in temporal order. The first is the labelled source, the others are the target; each starts when no
 * adaptation of its predecessor is running.
 */
final class GasFeed {
    static final String SOURCE = "laboratory";
    static final String TARGET = "array";

    /** The drift job commits once a second, so an alert can arrive after the last prediction. */
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(3);

    private final FeedSession session;
    private final GasBatches gas;
    private final LongSupplier nanoTime;
    private final List<BatchResult> results = new ArrayList<>();
    private long sent;

    GasFeed(FeedSession session, GasBatches gas, LongSupplier nanoTime) {
        this.session = session;
        this.gas = gas;
        this.nanoTime = nanoTime;
    }

    /**
     * Streams all batches.
     *
     * @param perSecond events per second
     * @param freeze loads the base model
     * @return one result per target batch
     */
    List<BatchResult> run(double perSecond, Function<ModelRelease, FrozenModel> freeze) {
        session.print("files are sorted by class: rows are shuffled within their batch");
        session.sendSource(SOURCE, gas.batches().get(0));
        try (FrozenModel frozen = freeze.apply(session.awaitBaseModel())) {
            for (int i = 1; i < gas.batches().size(); i++) {
                results.add(feedBatch("batch " + (i + 1), gas.batches().get(i), perSecond, frozen));
            }
        }
        return results;
    }

    private BatchResult feedBatch(String batch, List<LabelledRow> rows, double perSecond, FrozenModel frozen) {
        int knownOutcomes = session.alerts().outcomes().size();
        session.print(String.format(
                Locale.ROOT, "%s: streaming %d events at %.0f per second", batch, rows.size(), perSecond));
        stream(batch, rows, perSecond, frozen);
        awaitQuiet(batch);
        List<AdaptationRecord> outcomes = session.alerts().outcomes();
        BatchResult result = new BatchResult(
                batch, session.accuracy().byVersion(batch), outcomes.subList(knownOutcomes, outcomes.size()));
        session.print("%s: %s".formatted(batch, result.total()));
        return result;
    }

    private void stream(String batch, List<LabelledRow> rows, double perSecond, FrozenModel frozen) {
        RateLimiter pace = new RateLimiter(perSecond, nanoTime);
        int next = 0;
        while (next < rows.size()) {
            for (long due = Math.min(pace.dueEvents(), rows.size() - next); due > 0; due--) {
                LabelledRow row = rows.get(next++);
                GroundTruth truth = new GroundTruth(row.label(), batch, frozen.label(row.features()));
                session.sendTarget(TARGET, sent++, row.features(), truth);
            }
            session.poll();
            session.printProgress("%s: %d of %d sent, %d predictions pending, %s"
                    .formatted(batch, next, rows.size(), session.accuracy().pending(), openAlerts()));
        }
    }

    private void awaitQuiet(String batch) {
        Instant quietSince = session.now();
        while (session.now().isBefore(quietSince.plus(QUIET_PERIOD))) {
            session.poll();
            if (session.accuracy().pending() > 0
                    || !session.alerts().openAlerts().isEmpty()) {
                quietSince = session.now();
            }
            session.printProgress("%s: all events sent, %d predictions pending, %s"
                    .formatted(batch, session.accuracy().pending(), openAlerts()));
        }
    }

    private String openAlerts() {
        int open = session.alerts().openAlerts().size();
        return open == 0 ? "no adaptation is running" : "an adaptation is running";
    }
}
