package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.rows.LabelledRow;
import io.realign.client.internal.ArtifactFetcher;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.LoadResult;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.OnnxModel;
import io.realign.model.ModelRelease;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Feeds the gas sensor data. Each target batch starts once all predictions of the previous one have arrived and no adaptation
 * is running.
 */
@Command(
        name = "gas",
        description = {
            "Sends the batches of the UCI gas sensor array drift data in order, and measures the accuracy.",
            "batch1.dat is the labelled source (domain laboratory); the later batches are the target (domain array)."
        })
final class GasCommand implements Callable<Integer> {
    private static final String SOURCE = "laboratory";
    private static final String TARGET = "array";

    /** The drift job commits once a second, so an alert can arrive after the last prediction. */
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(3);

    @Mixin
    private FeedOptions options;

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

    private long nextEvent;

    @Override
    public Integer call() {
        options.validateRate();
        List<List<LabelledRow>> batches = GasBatches.read(data, options.seed()).batches();
        try (FeedSession session = options.openSession()) {
            session.print("files are sorted by class: rows are shuffled within their batch");
            session.sendSource(SOURCE, batches.get(0));
            try (OnnxModel baseModel = load(session.awaitBaseModel())) {
                List<BatchResult> results = new ArrayList<>();
                for (int i = 1; i < batches.size(); i++) {
                    results.add(feed(session, "batch " + (i + 1), batches.get(i), baseModel));
                }
                BatchResult.table(results).forEach(options::print);
            }
        }
        return 0;
    }

    /** Fetches and verifies the model like a consumer. */
    private OnnxModel load(ModelRelease release) {
        Clock clock = Clock.systemUTC();
        LoadResult loading = new ModelLoader(new ArtifactFetcher(adapter, cache, clock), clock).load(release);
        if (loading instanceof LoadResult.Loaded loaded) {
            return loaded.model();
        }
        throw new IllegalStateException(
                "cannot load " + release.displayName() + ": " + ((LoadFailure) loading).reason());
    }

    private BatchResult feed(FeedSession session, String batch, List<LabelledRow> rows, OnnxModel baseModel) {
        int endedBefore = session.alerts().endedAdaptations().size();
        session.print(String.format(
                Locale.ROOT, "%s: streaming %d events at %.0f per second", batch, rows.size(), options.rate()));
        session.stream(
                options.rate(),
                rows.size(),
                number -> {
                    LabelledRow row = rows.get((int) number);
                    String baseLabel = baseModel.label(baseModel.probabilities(row.features()));
                    session.sendTarget(
                            TARGET, nextEvent++, row.features(), new GroundTruth(row.label(), batch, baseLabel));
                },
                number -> "%s: %d of %d sent, %s".formatted(batch, number, rows.size(), describePending(session)));
        awaitQuietPeriod(session, batch);
        List<AdaptationRecord> ended = session.alerts().endedAdaptations();
        BatchResult result =
                new BatchResult(batch, session.accuracy().byVersion(batch), ended.subList(endedBefore, ended.size()));
        session.print("%s: %s".formatted(batch, result.total()));
        return result;
    }

    private static void awaitQuietPeriod(FeedSession session, String batch) {
        Instant lastActivity = session.now();
        while (session.now().isBefore(lastActivity.plus(QUIET_PERIOD))) {
            session.poll();
            if (session.accuracy().pending() > 0
                    || !session.alerts().openAlerts().isEmpty()) {
                lastActivity = session.now();
            }
            session.printProgress("%s: all events sent, %s".formatted(batch, describePending(session)));
        }
    }

    private static String describePending(FeedSession session) {
        return "%d predictions pending, %s"
                .formatted(
                        session.accuracy().pending(),
                        session.alerts().openAlerts().isEmpty() ? "no alert is open" : "an alert is open");
    }
}
