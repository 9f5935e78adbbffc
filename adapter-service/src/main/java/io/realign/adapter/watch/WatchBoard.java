package io.realign.adapter.watch;

import io.realign.adapter.api.Brief;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The view and those who watch it. Each gets a snapshot and from then on every change, without a gap between. */
@Singleton
final class WatchBoard {
    /** More changes than this at once are told as one snapshot. */
    static final int BURST = 64;
    /** Snapshots for everybody are not told more often. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final WatchView view = new WatchView();
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final Brief json;
    private final InstantSource clock;
    private boolean reading;
    private boolean behind;
    private Instant told = Instant.MIN;

    WatchBoard(Brief json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    /** Folds messages into the view and tells what they changed; to be called now and then also without any. */
    synchronized void change(Function<WatchView, List<Change>> messages) {
        List<Change> changes = messages.apply(view);
        behind |= changes.size() > BURST;
        if (!behind) {
            changes.forEach(this::tell);
        } else if (!clock.instant().isBefore(told.plus(PAUSE))) {
            behind = false;
            told = clock.instant();
            tell(everything());
        }
    }

    /** Says that the page is alive, and whether the log can be read. */
    synchronized void beat(boolean readable) {
        reading = readable;
        tell(heartbeat());
    }

    synchronized String snapshot() {
        return json.write(view.snapshot());
    }

    synchronized List<Card> cards(String after, int most) {
        return view.cards(after, most);
    }

    synchronized Optional<Card> card(String domain) {
        return view.card(domain);
    }

    synchronized void join(Line line) {
        Watcher watcher = new Watcher(line, this);
        watchers.add(watcher);
        tell(watcher, everything());
        tell(watcher, heartbeat());
    }

    synchronized int watchers() {
        return watchers.size();
    }

    /** Whether there is something that a snapshot will tell. */
    synchronized boolean behind() {
        return behind;
    }

    synchronized void sent(Watcher watcher, boolean well) {
        if (!well) {
            watchers.remove(watcher);
        } else if (watcher.caughtUp()) {
            tell(watcher, everything());
        }
    }

    private void tell(Change change) {
        if (!watchers.isEmpty()) {
            String content = json.write(change.content());
            List.copyOf(watchers).forEach(watcher -> watcher.tell(change.room(), content));
        }
    }

    private void tell(Watcher watcher, Change change) {
        watcher.tell(change.room(), json.write(change.content()));
    }

    private Change everything() {
        return new Change("snapshot", view.snapshot());
    }

    private Change heartbeat() {
        return new Change("heartbeat", new Heartbeat(reading));
    }

    private record Heartbeat(boolean reading) {}
}
