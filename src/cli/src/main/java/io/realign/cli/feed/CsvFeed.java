package io.realign.cli.feed;

import io.realign.cli.rows.CsvTable;
import io.realign.cli.rows.LabelledRow;
import java.util.List;
import java.util.function.LongSupplier;

/** Feeds tables: one labelled as source, one as target. */
final class CsvFeed {
    private static final String PHASE = "all";

    private final FeedSession wire;
    private final LongSupplier nanoTime;

    CsvFeed(FeedSession wire, LongSupplier nanoTime) {
        this.wire = wire;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs to the end of the target table; the accuracy is told if that has labels.
     *
     * @param perSecond events a second
     */
    void run(CsvTable source, CsvTable target, String sourceDomain, String targetDomain, double perSecond) {
        wire.sendSource(sourceDomain, source.rows());
        wire.awaitBaseModel();
        stream(target.rows(), targetDomain, perSecond);
        while (wire.accuracy().pending() > 0) {
            wire.poll();
            wire.printProgress(
                    "all sent, %d answers to come".formatted(wire.accuracy().pending()));
        }
        wire.print(FeedLinePrefixes.ACCURACY + ": " + wire.accuracy().score(PHASE, version -> true));
    }

    private void stream(List<LabelledRow> rows, String domain, double perSecond) {
        RateLimiter pace = new RateLimiter(perSecond, nanoTime);
        int next = 0;
        while (next < rows.size()) {
            for (long due = Math.min(pace.dueEvents(), rows.size() - next); due > 0; due--) {
                send(domain, next, rows.get(next));
                next++;
            }
            wire.poll();
            wire.printProgress("%d of %d sent".formatted(next, rows.size()));
        }
    }

    private void send(String domain, int number, LabelledRow row) {
        if (row.label().isEmpty()) {
            wire.sendTarget(domain, number, row.features());
        } else {
            wire.sendTarget(domain, number, row.features(), new GroundTruth(row.label(), PHASE));
        }
    }
}
