package io.realign.cli.feed;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorDrift;
import io.realign.cli.simulate.Simulator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Feeds simulated sensors: the laboratory first, then two sites at once. */
final class SimulatedFeed {
    private static final String QUIET = "quiet";
    private static final String DRIFTED = "drifted";

    private final FeedSession wire;
    private final Scenario scenario;
    private final long seed;
    private final LongSupplier nanoTime;
    private final Simulator drifting;
    private final Simulator steady;
    private long sent;

    SimulatedFeed(FeedSession wire, Scenario scenario, long seed, LongSupplier nanoTime) {
        this.wire = wire;
        this.scenario = scenario;
        this.seed = seed;
        this.nanoTime = nanoTime;
        this.drifting = new Simulator(scenario.array(), scenario.drifts(), seed + 1);
        this.steady = new Simulator(scenario.array(), List.of(), seed + 2);
    }

    /**
     * Runs to the end of the given length.
     *
     * @param sourceRows labelled rows of the laboratory
     * @param perSecond events a second and site
     * @param length events of each site
     */
    void run(int sourceRows, double perSecond, long length) {
        wire.sendSource(Scenario.LABORATORY, source(sourceRows));
        wire.awaitBaseModel();
        wire.print("truth: " + scenario.describe());
        wire.print(
                "streaming %s and %s at %.0f events/s each".formatted(Scenario.DRIFTING, Scenario.STEADY, perSecond));
        RateLimiter pace = new RateLimiter(perSecond, nanoTime);
        while (sent < length || wire.accuracy().pending() > 0) {
            for (long due = Math.min(pace.dueEvents(), length - sent); due > 0; due--) {
                send();
            }
            wire.poll();
            wire.printProgress(accuracyLine());
        }
        wire.print(accuracyLine());
    }

    /** How good the answers are at the drifting site, in one line. */
    String accuracyLine() {
        AccuracyCount before = wire.accuracy().score(QUIET, version -> true);
        AccuracyCount after = wire.accuracy().score(DRIFTED, version -> version == 1);
        AccuracyCount swapped = wire.accuracy().score(DRIFTED, version -> version > 1);
        return "%s at %s: before the drift %s, after the drift %s, after the swap %s"
                .formatted(FeedLinePrefixes.ACCURACY, Scenario.DRIFTING, before, after, swapped);
    }

    private void send() {
        boolean quiet = sent < scenario.drifts().get(0).onset();
        LabelledRow row = drifting.next();
        wire.sendTarget(Scenario.DRIFTING, sent, row.features(), new GroundTruth(row.label(), quiet ? QUIET : DRIFTED));
        wire.sendTarget(Scenario.STEADY, sent, steady.next().features());
        if (scenario.drifts().stream().map(SensorDrift::onset).anyMatch(at -> at == sent)) {
            wire.print("%s begins: the sensors of %s age at event %d"
                    .formatted(FeedLinePrefixes.DRIFT, Scenario.DRIFTING, sent));
        }
        sent++;
    }

    private List<LabelledRow> source(int rows) {
        return Stream.generate(new Simulator(scenario.array(), List.of(), seed)::next)
                .limit(rows)
                .toList();
    }
}
