package io.realign.cli.feed;

import io.realign.cli.rows.DataFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Feeds CSV files. */
@Command(
        name = "csv",
        description = {
            "Streams two CSV files with a header line.",
            "The first column of the source is 'label'. With a label column in the target, predictions are scored."
        },
        mixinStandardHelpOptions = true)
final class CsvCommand implements Callable<Integer> {
    @Mixin
    private FeedOptions connection;

    @Option(names = "--source", required = true, description = "CSV file with labels.")
    private Path source;

    @Option(names = "--target", required = true, description = "CSV file with the same features.")
    private Path target;

    @Option(names = "--source-domain", defaultValue = "source", description = "Source domain (${DEFAULT-VALUE}).")
    private String sourceDomain;

    @Option(names = "--target-domain", defaultValue = "target", description = "Target domain (${DEFAULT-VALUE}).")
    private String targetDomain;

    @Override
    public Integer call() {
        double rate = connection.rate();
        DataFile labelled = DataFile.readCompleteCsv(source, true);
        DataFile unlabelled = DataFile.readCompleteCsv(target, false);
        if (!labelled.names().equals(unlabelled.names())) {
            throw connection.usageError(
                    "--target: expected the features of --source, %s, got %s: use the same columns in both files"
                            .formatted(labelled.names(), unlabelled.names()));
        }
        try (FeedSession session = new FeedSession(connection.bootstrap(), Clock.systemUTC(), connection::print)) {
            new CsvFeed(session, System::nanoTime).run(labelled, unlabelled, sourceDomain, targetDomain, rate);
        }
        return 0;
    }
}
