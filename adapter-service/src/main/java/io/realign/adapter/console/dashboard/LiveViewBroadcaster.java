package io.realign.adapter.console.dashboard;

import io.realign.adapter.api.ListJson;
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
final class LiveViewBroadcaster {
    /** More changes than this at once are told as one snapshot. */
    static final int MAX_CHANGES = 64;
    /** Snapshots for everybody are not told more often. */
    static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(1);

    private final LiveView view = new LiveView();
    private final Set<SseSubscriber> subscribers = new LinkedHashSet<>();
    private final ListJson json;
    private final InstantSource clock;
    private boolean logReadable;
    private boolean snapshotPending;
    private Instant lastSnapshotAt = Instant.MIN;

    LiveViewBroadcaster(ListJson json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    /** Folds messages into the view and tells what they changed; to be called now and then also without any. */
    synchronized void apply(Function<LiveView, List<ViewChange>> messages) {
        List<ViewChange> changes = messages.apply(view);
        snapshotPending |= changes.size() > MAX_CHANGES;
        if (!snapshotPending) {
            changes.forEach(this::publish);
        } else if (!clock.instant().isBefore(lastSnapshotAt.plus(SNAPSHOT_INTERVAL))) {
            snapshotPending = false;
            lastSnapshotAt = clock.instant();
            publish(snapshotChange());
        }
    }

    /** Says that the page is alive, and whether the log can be read. */
    synchronized void publishHeartbeat(boolean readable) {
        logReadable = readable;
        publish(heartbeatChange());
    }

    synchronized String snapshot() {
        return json.write(view.snapshot());
    }

    synchronized List<DomainSummary> summaries(String after, int most) {
        return view.summaries(after, most);
    }

    synchronized Optional<DomainSummary> summary(String domain) {
        return view.summary(domain);
    }

    synchronized void subscribe(EventSink line) {
        SseSubscriber watcher = new SseSubscriber(line, this);
        subscribers.add(watcher);
        publish(watcher, snapshotChange());
        publish(watcher, heartbeatChange());
    }

    synchronized int subscriberCount() {
        return subscribers.size();
    }

    /** Whether there is something that a snapshot will tell. */
    synchronized boolean snapshotPending() {
        return snapshotPending;
    }

    synchronized void onSendCompleted(SseSubscriber watcher, boolean well) {
        if (!well) {
            subscribers.remove(watcher);
        } else if (watcher.sendCompleted()) {
            publish(watcher, snapshotChange());
        }
    }

    private void publish(ViewChange change) {
        if (!subscribers.isEmpty()) {
            String content = json.write(change.data());
            List.copyOf(subscribers).forEach(watcher -> watcher.send(change.eventName(), content));
        }
    }

    private void publish(SseSubscriber watcher, ViewChange change) {
        watcher.send(change.eventName(), json.write(change.data()));
    }

    private ViewChange snapshotChange() {
        return new ViewChange("snapshot", view.snapshot());
    }

    private ViewChange heartbeatChange() {
        return new ViewChange("heartbeat", new Heartbeat(logReadable));
    }

    private record Heartbeat(boolean logReadable) {}
}
