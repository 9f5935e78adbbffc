package io.realign.cli.feed;

import io.realign.cli.rows.GasBatches;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Feeds the gas sensor data. */
@Command(
        name = "gas",
        description = {
            "Streams the batches of the UCI gas sensor array drift data in order.",
            "batch1.dat is the labelled source (domain laboratory), later batches are the target (domain array)."
        },
        mixinStandardHelpOptions = true)
final class GasCommand implements Callable<Integer> {
    @Mixin
    private FeedOptions connection;

    @Option(names = "--data", required = true, description = "Directory with batch1.dat, batch2.dat, ...")
    private Path data;

    @Option(
            names = "--adapter",
            defaultValue = "${env:REALIGN_ADAPTER:-http://127.0.0.1:8080}",
            description = "URL of the adapter service (REALIGN_ADAPTER, ${DEFAULT-VALUE}).")
    private URI adapter;

    @Option(
            names = "--cache",
            defaultValue = "${env:REALIGN_CACHE:-realign-cache}",
            description = "Cache directory for models (REALIGN_CACHE, ${DEFAULT-VALUE}).")
    private Path cache;

    @Override
    public Integer call() {
        double rate = connection.rate();
        GasBatches gas = GasBatches.read(data, connection.seed());
        Clock clock = Clock.systemUTC();
        try (FeedSession session = new FeedSession(connection.bootstrap(), clock, connection::print)) {
            GasFeed walk = new GasFeed(session, gas, System::nanoTime);
            var results = walk.run(rate, release -> FrozenModel.load(release, adapter, cache, clock));
            GasFeedTable.of(results).forEach(connection::print);
        }
        return 0;
    }
}
