package io.realign.cli.feed;

import io.realign.cli.rows.CsvTable;
import io.realign.cli.rows.LabelledRow;
import java.util.List;
import java.util.function.LongSupplier;

/** Feeds tables: one labelled as source, one as target. */
final class CsvFeed {
    private static final String PHASE = "all";

    private final Wire wire;
    private final LongSupplier nanoTime;

    CsvFeed(Wire wire, LongSupplier nanoTime) {
        this.wire = wire;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs to the end of the target table; the accuracy is told if that has labels.
     *
     * @param perSecond events a second
     */
    void run(CsvTable source, CsvTable target, String sourceDomain, String targetDomain, double perSecond) {
        wire.source(sourceDomain, source.rows());
        wire.awaitShared();
        stream(target.rows(), targetDomain, perSecond);
        while (wire.book().awaited() > 0) {
            wire.listen();
            wire.progress("all sent, %d answers to come".formatted(wire.book().awaited()));
        }
        wire.say(FeedLines.ACCURACY + ": " + wire.book().score(PHASE, version -> true));
    }

    private void stream(List<LabelledRow> rows, String domain, double perSecond) {
        Pace pace = new Pace(perSecond, nanoTime);
        int next = 0;
        while (next < rows.size()) {
            for (long due = Math.min(pace.due(), rows.size() - next); due > 0; due--) {
                send(domain, next, rows.get(next));
                next++;
            }
            wire.listen();
            wire.progress("%d of %d sent".formatted(next, rows.size()));
        }
    }

    private void send(String domain, int number, LabelledRow row) {
        if (row.label().isEmpty()) {
            wire.target(domain, number, row.features());
        } else {
            wire.target(domain, number, row.features(), new Truth(row.label(), PHASE));
        }
    }
}
