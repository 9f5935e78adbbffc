package io.realign.cli.feed;

import io.realign.cli.simulate.Scenario;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Feeds simulated sensors. */
@Command(
        name = "simulate",
        description = {
            "Streams a simulated array of chemical sensors: a labelled laboratory, then two sites.",
            "The sensors of site-a age at known events, which are printed; those of site-b do not change."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private FeedOptions connection;

    @Option(names = "--source", defaultValue = "2000", description = "Labelled events (${DEFAULT-VALUE}).")
    private int source;

    @Option(names = "--change-at", defaultValue = "400", description = "First event of the drift (${DEFAULT-VALUE}).")
    private long changeAt;

    @Option(
            names = "--change-every",
            defaultValue = "4000",
            description = "Events from one drift to the next (${DEFAULT-VALUE}).")
    private long changeEvery;

    @Option(names = "--length", description = "Events of each site; unlimited by default.")
    private Long length;

    @Override
    public Integer call() {
        if (source < 1 || changeAt < 1 || changeEvery < 1 || (length != null && length < 1)) {
            throw connection.usageError(
                    "--source, --change-at, --change-every, --length: expected 1 or more, got %d, %d, %d, %s"
                            .formatted(source, changeAt, changeEvery, length));
        }
        double rate = connection.rate();
        try (FeedSession session = new FeedSession(connection.bootstrap(), Clock.systemUTC(), connection::print)) {
            Scenario scenario = Scenario.standard(changeAt, changeEvery);
            new SimulatedFeed(session, scenario, connection.seed(), System::nanoTime)
                    .run(source, rate, length == null ? Long.MAX_VALUE : length);
        }
        return 0;
    }
}
