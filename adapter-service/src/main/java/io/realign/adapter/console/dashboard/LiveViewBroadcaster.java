package io.realign.adapter.console.dashboard;

import io.realign.adapter.api.ListJson;
import io.realign.adapter.api.Paginator.PagedList;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Broadcasts the changes of the live view. A subscriber gets a snapshot, then every change after it. Thread-safe. */
@Singleton
final class LiveViewBroadcaster implements PagedList<DomainSummary> {
    /** Maximum number of changes to publish one by one; if there are more, a snapshot is published instead. */
    static final int MAX_CHANGES = 64;

    /** Minimum interval between snapshots that replace changes. */
    static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(1);

    private final LiveView view = new LiveView();
    private final Set<SseSubscriber> subscribers = new LinkedHashSet<>();
    private final ListJson json;
    private final InstantSource clock;
    private boolean available;
    private boolean snapshotPending;
    private Instant lastSnapshotAt = Instant.MIN;

    /** Connection to a client of the event stream. */
    interface EventSink {
        /**
         * Sends one server-sent event.
         *
         * @return completed when the bytes have been written; completed exceptionally if the connection is broken
         */
        CompletionStage<?> send(String name, String json);
    }

    LiveViewBroadcaster(ListJson json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    /** Updates the view and publishes the changes. Must be called regularly, as a delayed snapshot is published here. */
    synchronized void apply(Function<LiveView, List<ViewChange>> update) {
        List<ViewChange> changes = update.apply(view);
        snapshotPending |= changes.size() > MAX_CHANGES;
        if (!snapshotPending) {
            changes.forEach(this::publish);
        } else if (!clock.instant().isBefore(lastSnapshotAt.plus(SNAPSHOT_INTERVAL))) {
            snapshotPending = false;
            lastSnapshotAt = clock.instant();
            publish(snapshotChange());
        }
    }

    /** @param available whether Kafka and the history database are available */
    synchronized void publishHeartbeat(boolean available) {
        this.available = available;
        publish(heartbeatChange());
    }

    synchronized String snapshot() {
        return json.write(snapshotChange().data());
    }

    @Override
    public synchronized Optional<DomainSummary> find(String domain) {
        return view.summary(domain);
    }

    @Override
    public synchronized List<DomainSummary> items(Optional<DomainSummary> after, int limit) {
        return view.summaries(after.map(this::id).orElse(""), limit);
    }

    @Override
    public String id(DomainSummary summary) {
        return summary.status().domain();
    }

    synchronized void subscribe(EventSink sink) {
        SseSubscriber subscriber = new SseSubscriber(sink, this);
        subscribers.add(subscriber);
        publish(subscriber, snapshotChange());
        publish(subscriber, heartbeatChange());
    }

    synchronized int subscriberCount() {
        return subscribers.size();
    }

    /** Whether the next snapshot replaces changes that were not published. */
    synchronized boolean snapshotPending() {
        return snapshotPending;
    }

    synchronized void onSendCompleted(SseSubscriber subscriber, boolean successful) {
        if (!successful) {
            subscribers.remove(subscriber);
        } else if (subscriber.sendCompleted()) {
            publish(subscriber, snapshotChange());
        }
    }

    private void publish(ViewChange change) {
        if (!subscribers.isEmpty()) {
            String content = json.write(change.data());
            List.copyOf(subscribers).forEach(subscriber -> subscriber.send(change.eventName(), content));
        }
    }

    private void publish(SseSubscriber subscriber, ViewChange change) {
        subscriber.send(change.eventName(), json.write(change.data()));
    }

    private ViewChange snapshotChange() {
        return new ViewChange("snapshot", Map.of("domains", view.summaries()));
    }

    private ViewChange heartbeatChange() {
        return new ViewChange("heartbeat", Map.of("logReadable", available));
    }
}
