package io.realign.cli.feed;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import java.util.List;
import java.util.function.LongSupplier;

/** Feeds a labelled source table and a target table. */
final class CsvFeed {
    private static final String PHASE = "all";

    private final FeedSession session;
    private final LongSupplier nanoTime;

    CsvFeed(FeedSession session, LongSupplier nanoTime) {
        this.session = session;
        this.nanoTime = nanoTime;
    }

    /**
     * Feeds the tables to their end and prints the accuracy.
     *
     * @param perSecond events per second
     */
    void run(DataFile source, DataFile target, String sourceDomain, String targetDomain, double perSecond) {
        session.sendSource(sourceDomain, source.rows());
        session.awaitBaseModel();
        stream(target.rows(), targetDomain, perSecond);
        while (session.accuracy().pending() > 0) {
            session.poll();
            session.printProgress("all events sent, %d predictions pending"
                    .formatted(session.accuracy().pending()));
        }
        session.print(FeedLinePrefixes.ACCURACY + ": " + session.accuracy().score(PHASE, version -> true));
    }

    private void stream(List<LabelledRow> rows, String domain, double perSecond) {
        RateLimiter pace = new RateLimiter(perSecond, nanoTime);
        int next = 0;
        while (next < rows.size()) {
            for (long due = Math.min(pace.dueEvents(), rows.size() - next); due > 0; due--) {
                send(domain, next, rows.get(next));
                next++;
            }
            session.poll();
            session.printProgress("%d of %d sent".formatted(next, rows.size()));
        }
    }

    private void send(String domain, int number, LabelledRow row) {
        if (row.label().isEmpty()) {
            session.sendTarget(domain, number, row.features());
        } else {
            session.sendTarget(domain, number, row.features(), new GroundTruth(row.label(), PHASE));
        }
    }
}
