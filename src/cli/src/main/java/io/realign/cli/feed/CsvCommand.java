package io.realign.cli.feed;

import io.realign.cli.rows.CsvTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Feeds comma separated tables. */
@Command(
        name = "csv",
        description = {
            "Streams two comma separated tables with a header line.",
            "The source's first column is 'label'; if the target's is too, the answers are scored with it."
        },
        mixinStandardHelpOptions = true)
final class CsvCommand implements Callable<Integer> {
    @Mixin
    private FeedOptions connection;

    @Option(names = "--source", required = true, description = "Labelled table.")
    private Path source;

    @Option(names = "--target", required = true, description = "Table of the same features.")
    private Path target;

    @Option(names = "--source-domain", defaultValue = "source", description = "Its domain (${DEFAULT-VALUE}).")
    private String sourceDomain;

    @Option(names = "--target-domain", defaultValue = "target", description = "Its domain (${DEFAULT-VALUE}).")
    private String targetDomain;

    @Override
    public Integer call() {
        double rate = connection.rate();
        CsvTable labelled = CsvTable.labelled(source);
        CsvTable unlabelled = CsvTable.unlabelled(target);
        if (!labelled.columns().equals(unlabelled.columns())) {
            throw connection.usageError(
                    "--target: expected the features of --source, %s, got %s: give both files the same columns"
                            .formatted(labelled.columns(), unlabelled.columns()));
        }
        try (FeedSession wire = new FeedSession(connection.bootstrap(), Clock.systemUTC(), connection::print)) {
            new CsvFeed(wire, System::nanoTime).run(labelled, unlabelled, sourceDomain, targetDomain, rate);
        }
        return 0;
    }
}
