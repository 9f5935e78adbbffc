package io.realign.cli.feed;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.Simulator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Feeds simulated sensors: first the laboratory, then both sites in parallel. */
@Command(
        name = "simulate",
        description = {
            "Sends events of a simulated array of chemical sensors: a labelled laboratory, then two sites.",
            "The sensors of site-a drift, and the first event of each drift is printed. The sensors of site-b do not change."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String BEFORE_DRIFT = "before drift";
    private static final String AFTER_DRIFT = "after drift";

    @Mixin
    private FeedOptions options;

    @Option(names = "--source", defaultValue = "2000", description = "Number of labelled events (${DEFAULT-VALUE}).")
    private int source;

    @Option(
            names = "--change-at",
            defaultValue = "400",
            description = "Number of the event of site-a with which the first drift starts (${DEFAULT-VALUE}).")
    private long changeAt;

    @Option(
            names = "--change-every",
            defaultValue = "4000",
            description = "Number of events from one drift to the next (${DEFAULT-VALUE}).")
    private long changeEvery;

    @Option(names = "--length", description = "Number of events of each site; unlimited by default.")
    private Long length;

    @Override
    public Integer call() {
        if (source < 1 || changeAt < 1 || changeEvery < 1 || (length != null && length < 1)) {
            throw options.usageError(
                    "--source, --change-at, --change-every, --length: expected 1 or more, got %d, %d, %d, %s"
                            .formatted(source, changeAt, changeEvery, length));
        }
        double rate = options.rate();
        Scenario scenario = Scenario.standard(changeAt, changeEvery);
        Simulator laboratory = new Simulator(scenario.array(), List.of(), options.seed());
        Simulator drifting = new Simulator(scenario.array(), scenario.drifts(), options.seed() + 1);
        Simulator steady = new Simulator(scenario.array(), List.of(), options.seed() + 2);
        try (FeedSession session = options.openSession()) {
            session.sendSource(
                    Scenario.SOURCE_DOMAIN,
                    Stream.generate(laboratory::next).limit(source).toList());
            session.awaitBaseModel();
            session.print("ground truth: " + scenario.describe());
            session.print(String.format(
                    Locale.ROOT,
                    "streaming %s and %s at %.0f events/s each",
                    Scenario.DRIFTING_SITE,
                    Scenario.STABLE_SITE,
                    rate));
            session.stream(
                    rate,
                    length == null ? Long.MAX_VALUE : length,
                    number -> send(session, scenario, number, drifting.next(), steady.next()),
                    sent -> accuracyLine(session.accuracy()));
            session.awaitPredictions(() -> accuracyLine(session.accuracy()));
            session.print(accuracyLine(session.accuracy()));
        }
        return 0;
    }

    private static void send(
            FeedSession session, Scenario scenario, long number, LabelledRow drifting, LabelledRow steady) {
        String phase = number < scenario.drifts().get(0).onset() ? BEFORE_DRIFT : AFTER_DRIFT;
        session.sendTarget(
                Scenario.DRIFTING_SITE, number, drifting.features(), new GroundTruth(drifting.label(), phase));
        session.sendTarget(Scenario.STABLE_SITE, number, steady.features());
        if (scenario.drifts().stream().anyMatch(drift -> drift.onset() == number)) {
            session.print("%s starts: the sensors of %s change at event %d"
                    .formatted(FeedLinePrefixes.DRIFT, Scenario.DRIFTING_SITE, number));
        }
    }

    /** Accuracy at the drifting site before the drift, after it, and after the model swap. */
    private static String accuracyLine(AccuracyTracker accuracy) {
        AccuracyCount before = accuracy.total(BEFORE_DRIFT);
        AccuracyCount after = accuracy.total(AFTER_DRIFT, version -> version == 1);
        AccuracyCount swapped = accuracy.total(AFTER_DRIFT, version -> version > 1);
        return "%s at %s: before the drift %s, after the drift %s, after the swap %s"
                .formatted(FeedLinePrefixes.ACCURACY, Scenario.DRIFTING_SITE, before, after, swapped);
    }
}
