package io.realign.cli.feed;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Change;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.Simulator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Feeds simulated sensors: the laboratory first, then two sites at once. */
final class SimulatedFeed {
    private static final String QUIET = "quiet";
    private static final String DRIFTED = "drifted";

    private final Wire wire;
    private final Scenario scenario;
    private final long seed;
    private final LongSupplier nanoTime;
    private final Simulator drifting;
    private final Simulator steady;
    private long sent;

    SimulatedFeed(Wire wire, Scenario scenario, long seed, LongSupplier nanoTime) {
        this.wire = wire;
        this.scenario = scenario;
        this.seed = seed;
        this.nanoTime = nanoTime;
        this.drifting = new Simulator(scenario.array(), scenario.changes(), seed + 1);
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
        wire.source(Scenario.LABORATORY, source(sourceRows));
        wire.awaitShared();
        wire.say("truth: " + scenario.truth());
        wire.say("streaming %s and %s at %.0f events/s each".formatted(Scenario.DRIFTING, Scenario.STEADY, perSecond));
        Pace pace = new Pace(perSecond, nanoTime);
        while (sent < length || wire.book().awaited() > 0) {
            for (long due = Math.min(pace.due(), length - sent); due > 0; due--) {
                send();
            }
            wire.listen();
            wire.progress(accuracy());
        }
        wire.say(accuracy());
    }

    /** How good the answers are at the drifting site, in one line. */
    String accuracy() {
        Score before = wire.book().score(QUIET, version -> true);
        Score after = wire.book().score(DRIFTED, version -> version == 1);
        Score swapped = wire.book().score(DRIFTED, version -> version > 1);
        return "%s at %s: before the drift %s, after the drift %s, after the swap %s"
                .formatted(FeedLines.ACCURACY, Scenario.DRIFTING, before, after, swapped);
    }

    private void send() {
        boolean quiet = sent < scenario.changes().get(0).at();
        LabelledRow row = drifting.next();
        wire.target(Scenario.DRIFTING, sent, row.features(), new Truth(row.label(), quiet ? QUIET : DRIFTED));
        wire.target(Scenario.STEADY, sent, steady.next().features());
        if (scenario.changes().stream().map(Change::at).anyMatch(at -> at == sent)) {
            wire.say(
                    "%s begins: the sensors of %s age at event %d".formatted(FeedLines.DRIFT, Scenario.DRIFTING, sent));
        }
        sent++;
    }

    private List<LabelledRow> source(int rows) {
        return Stream.generate(new Simulator(scenario.array(), List.of(), seed)::next)
                .limit(rows)
                .toList();
    }
}
