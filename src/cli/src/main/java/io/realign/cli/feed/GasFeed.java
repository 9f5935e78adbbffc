package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.rows.LabelledRow;
import io.realign.model.ModelRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Walks through batches in the order of time: the first is the labelled source, the others are target, each after the
 * episodes of the one before are over.
 */
final class GasFeed {
    static final String SOURCE = "laboratory";
    static final String TARGET = "array";

    /** An alert may be on its way although all predictions have come: the drift job commits once a second. */
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(3);

    private final FeedSession wire;
    private final GasBatches gas;
    private final LongSupplier nanoTime;
    private final List<BatchResult> results = new ArrayList<>();
    private long sent;

    GasFeed(FeedSession wire, GasBatches gas, LongSupplier nanoTime) {
        this.wire = wire;
        this.gas = gas;
        this.nanoTime = nanoTime;
    }

    /**
     * Walks to the end.
     *
     * @param perSecond events a second
     * @param freeze loads version 1
     * @return one result a target batch
     */
    List<BatchResult> run(double perSecond, Function<ModelRelease, FrozenModel> freeze) {
        wire.print("rows of a batch come sorted by class: they are shuffled within it");
        wire.sendSource(SOURCE, gas.batches().get(0));
        try (FrozenModel frozen = freeze.apply(wire.awaitBaseModel())) {
            for (int i = 1; i < gas.batches().size(); i++) {
                results.add(feedBatch("batch " + (i + 1), gas.batches().get(i), perSecond, frozen));
            }
        }
        return results;
    }

    private BatchResult feedBatch(String batch, List<LabelledRow> rows, double perSecond, FrozenModel frozen) {
        int knownOutcomes = wire.alerts().outcomes().size();
        wire.print("%s: streaming %d events at %.0f a second".formatted(batch, rows.size(), perSecond));
        stream(batch, rows, perSecond, frozen);
        awaitQuiet(batch);
        List<AdaptationRecord> outcomes = wire.alerts().outcomes();
        BatchResult result = new BatchResult(
                batch, wire.accuracy().byVersion(batch), outcomes.subList(knownOutcomes, outcomes.size()));
        wire.print("%s: %s".formatted(batch, result.total()));
        return result;
    }

    private void stream(String batch, List<LabelledRow> rows, double perSecond, FrozenModel frozen) {
        RateLimiter pace = new RateLimiter(perSecond, nanoTime);
        int next = 0;
        while (next < rows.size()) {
            for (long due = Math.min(pace.dueEvents(), rows.size() - next); due > 0; due--) {
                LabelledRow row = rows.get(next++);
                GroundTruth truth = new GroundTruth(row.label(), batch, frozen.label(row.features()));
                wire.sendTarget(TARGET, sent++, row.features(), truth);
            }
            wire.poll();
            wire.printProgress("%s: %d of %d sent, %d answers to come, %s"
                    .formatted(batch, next, rows.size(), wire.accuracy().pending(), openAlerts()));
        }
    }

    private void awaitQuiet(String batch) {
        Instant calmSince = wire.now();
        while (wire.now().isBefore(calmSince.plus(QUIET_PERIOD))) {
            wire.poll();
            if (wire.accuracy().pending() > 0 || !wire.alerts().openAlerts().isEmpty()) {
                calmSince = wire.now();
            }
            wire.printProgress("%s: all sent, %d answers to come, %s"
                    .formatted(batch, wire.accuracy().pending(), openAlerts()));
        }
    }

    private String openAlerts() {
        int open = wire.alerts().openAlerts().size();
        return open == 0 ? "no episode open" : "an episode is open";
    }
}
