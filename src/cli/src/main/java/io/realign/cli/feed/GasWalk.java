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
final class GasWalk {
    static final String SOURCE = "laboratory";
    static final String TARGET = "array";

    /** An alert may be on its way although all predictions have come: the drift job commits once a second. */
    private static final Duration CALM = Duration.ofSeconds(3);

    private final Wire wire;
    private final GasBatches gas;
    private final LongSupplier nanoTime;
    private final List<BatchResult> results = new ArrayList<>();
    private long sent;

    GasWalk(Wire wire, GasBatches gas, LongSupplier nanoTime) {
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
        wire.say("rows of a batch come sorted by class: they are shuffled within it");
        wire.source(SOURCE, gas.batches().get(0));
        try (FrozenModel frozen = freeze.apply(wire.awaitShared())) {
            for (int i = 1; i < gas.batches().size(); i++) {
                results.add(walk("batch " + (i + 1), gas.batches().get(i), perSecond, frozen));
            }
        }
        return results;
    }

    private BatchResult walk(String batch, List<LabelledRow> rows, double perSecond, FrozenModel frozen) {
        int knownOutcomes = wire.episodes().outcomes().size();
        wire.say("%s: streaming %d events at %.0f a second".formatted(batch, rows.size(), perSecond));
        stream(batch, rows, perSecond, frozen);
        settle(batch);
        List<AdaptationRecord> outcomes = wire.episodes().outcomes();
        BatchResult result =
                new BatchResult(batch, wire.book().versions(batch), outcomes.subList(knownOutcomes, outcomes.size()));
        wire.say("%s: %s".formatted(batch, result.total()));
        return result;
    }

    private void stream(String batch, List<LabelledRow> rows, double perSecond, FrozenModel frozen) {
        Pace pace = new Pace(perSecond, nanoTime);
        int next = 0;
        while (next < rows.size()) {
            for (long due = Math.min(pace.due(), rows.size() - next); due > 0; due--) {
                LabelledRow row = rows.get(next++);
                Truth truth = new Truth(row.label(), batch, frozen.label(row.features()));
                wire.target(TARGET, sent++, row.features(), truth);
            }
            wire.listen();
            wire.progress("%s: %d of %d sent, %d answers to come, %s"
                    .formatted(batch, next, rows.size(), wire.book().awaited(), openEpisodes()));
        }
    }

    private void settle(String batch) {
        Instant calmSince = wire.now();
        while (wire.now().isBefore(calmSince.plus(CALM))) {
            wire.listen();
            if (wire.book().awaited() > 0 || !wire.episodes().open().isEmpty()) {
                calmSince = wire.now();
            }
            wire.progress("%s: all sent, %d answers to come, %s"
                    .formatted(batch, wire.book().awaited(), openEpisodes()));
        }
    }

    private String openEpisodes() {
        int open = wire.episodes().open().size();
        return open == 0 ? "no episode open" : "an episode is open";
    }
}
