package io.realign.cli.feed;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorDrift;
import io.realign.cli.simulate.Simulator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Feeds simulated sensors: first the laboratory, then both sites in parallel. */
final class SimulatedFeed {
    private static final String QUIET = "quiet";
    private static final String DRIFTED = "drifted";

    private final FeedSession session;
    private final Scenario scenario;
    private final long seed;
    private final LongSupplier nanoTime;
    private final Simulator drifting;
    private final Simulator steady;
    private long sent;

    SimulatedFeed(FeedSession session, Scenario scenario, long seed, LongSupplier nanoTime) {
        this.session = session;
        this.scenario = scenario;
        this.seed = seed;
        this.nanoTime = nanoTime;
        this.drifting = new Simulator(scenario.array(), scenario.drifts(), seed + 1);
        this.steady = new Simulator(scenario.array(), List.of(), seed + 2);
    }

    /**
     * Streams until all predictions have arrived.
     *
     * @param sourceRows number of labelled events of the laboratory
     * @param perSecond events per second and site
     * @param length number of events of each site
     */
    void run(int sourceRows, double perSecond, long length) {
        session.sendSource(Scenario.LABORATORY, source(sourceRows));
        session.awaitBaseModel();
        session.print("truth: " + scenario.describe());
        session.print(String.format(
                Locale.ROOT,
                "streaming %s and %s at %.0f events/s each",
                Scenario.DRIFTING,
                Scenario.STEADY,
                perSecond));
        RateLimiter pace = new RateLimiter(perSecond, nanoTime);
        while (sent < length || session.accuracy().pending() > 0) {
            for (long due = Math.min(pace.dueEvents(), length - sent); due > 0; due--) {
                send();
            }
            session.poll();
            session.printProgress(accuracyLine());
        }
        session.print(accuracyLine());
    }

    /** Accuracy at the drifting site before the drift, after it, and after the model swap. */
    String accuracyLine() {
        AccuracyCount before = session.accuracy().score(QUIET, version -> true);
        AccuracyCount after = session.accuracy().score(DRIFTED, version -> version == 1);
        AccuracyCount swapped = session.accuracy().score(DRIFTED, version -> version > 1);
        return "%s at %s: before the drift %s, after the drift %s, after the swap %s"
                .formatted(FeedLinePrefixes.ACCURACY, Scenario.DRIFTING, before, after, swapped);
    }

    private void send() {
        boolean quiet = sent < scenario.drifts().get(0).onset();
        LabelledRow row = drifting.next();
        session.sendTarget(
                Scenario.DRIFTING, sent, row.features(), new GroundTruth(row.label(), quiet ? QUIET : DRIFTED));
        session.sendTarget(Scenario.STEADY, sent, steady.next().features());
        if (scenario.drifts().stream().map(SensorDrift::onset).anyMatch(at -> at == sent)) {
            session.print("%s starts: the sensors of %s age at event %d"
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
