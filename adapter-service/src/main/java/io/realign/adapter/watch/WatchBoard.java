package io.realign.adapter.watch;

import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The view and those who watch it. Each gets a snapshot and from then on every change, without a gap between. */
@Singleton
final class WatchBoard {
    /** More changes than this at once are told as one snapshot. */
    static final int BURST = 64;

    private final WatchView view = new WatchView();
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final WatchJson json;
    private boolean reading;

    WatchBoard(WatchJson json) {
        this.json = json;
    }

    /** Folds messages into the view and tells what they changed. */
    synchronized void change(Function<WatchView, List<Change>> messages) {
        List<Change> changes = messages.apply(view);
        if (changes.size() > BURST) {
            tell(everything());
        } else {
            changes.forEach(this::tell);
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

    synchronized void join(Line line) {
        Watcher watcher = new Watcher(line, this);
        watchers.add(watcher);
        tell(watcher, everything());
        tell(watcher, heartbeat());
    }

    synchronized int watchers() {
        return watchers.size();
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
