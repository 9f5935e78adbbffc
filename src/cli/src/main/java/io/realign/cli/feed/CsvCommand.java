package io.realign.cli.feed;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Feeds CSV files. */
@Command(
        name = "csv",
        description = {
            "Sends the rows of two CSV files as events. Each file has a header line.",
            "The first column of the source is 'label'. If the target has this column too, the accuracy is measured."
        })
final class CsvCommand implements Callable<Integer> {
    private static final String PHASE = "all";

    @Mixin
    private FeedOptions options;

    @Option(names = "--source", required = true, description = "CSV file of labelled rows.")
    private Path source;

    @Option(names = "--target", required = true, description = "CSV file of rows with the same features.")
    private Path target;

    @Option(
            names = "--source-domain",
            defaultValue = "source",
            description = "Name of the source domain (${DEFAULT-VALUE}).")
    private String sourceDomain;

    @Option(
            names = "--target-domain",
            defaultValue = "target",
            description = "Name of the target domain (${DEFAULT-VALUE}).")
    private String targetDomain;

    @Override
    public Integer call() {
        double rate = options.rate();
        DataFile sourceFile = DataFile.readCompleteLabelledCsv(source);
        DataFile targetFile = DataFile.readCompleteCsv(target);
        if (!sourceFile.names().equals(targetFile.names())) {
            throw options.usageError(
                    "--target: expected the features of --source, %s, got %s: use the same columns in both files"
                            .formatted(sourceFile.names(), targetFile.names()));
        }
        List<LabelledRow> rows = targetFile.rows();
        try (FeedSession session = options.openSession()) {
            session.sendSource(sourceDomain, sourceFile.rows());
            session.awaitBaseModel();
            session.stream(
                    rate, rows.size(), number -> send(session, number, rows.get((int) number)), sent -> "%d of %d sent"
                            .formatted(sent, rows.size()));
            session.awaitPredictions(() -> "all events sent, %d predictions pending"
                    .formatted(session.accuracy().pending()));
            session.print(FeedLinePrefixes.ACCURACY + ": " + session.accuracy().total(PHASE));
        }
        return 0;
    }

    private void send(FeedSession session, long number, LabelledRow row) {
        if (row.label().isEmpty()) {
            session.sendTarget(targetDomain, number, row.features());
        } else {
            session.sendTarget(targetDomain, number, row.features(), new GroundTruth(row.label(), PHASE));
        }
    }
}
