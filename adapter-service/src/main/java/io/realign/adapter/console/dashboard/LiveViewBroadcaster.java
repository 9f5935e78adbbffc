package io.realign.adapter.console.dashboard;

import io.realign.adapter.api.ListJson;
import io.realign.adapter.api.Paginator.PagedList;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.InstanceState;
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

    /** Maximum number of events in flight to one client: sent, but not yet written to the connection. */
    static final int MAX_IN_FLIGHT = 256;

    private final LiveView view = new LiveView();
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private final ListJson json;
    private final InstantSource clock;
    private final Instance instance;
    private boolean available;
    private boolean snapshotPending;
    private Instant lastSnapshotAt = Instant.MIN;

    /**
     * Content of a heartbeat.
     *
     * @param logReadable whether Kafka and the history database are available
     */
    record Heartbeat(boolean logReadable, InstanceState instance) {}

    /** Connection to a client of the event stream. */
    interface EventSink {
        /**
         * Sends one server-sent event.
         *
         * @return completed when the bytes have been written; completed exceptionally if the connection is broken
         */
        CompletionStage<?> send(String name, String json);
    }

    /** If a client reads too slowly, events are dropped until those in flight have been sent; then it gets a new snapshot. */
    private final class Subscriber {
        private final EventSink sink;
        private int inFlight;
        private boolean resyncRequired;

        Subscriber(EventSink sink) {
            this.sink = sink;
        }

        void send(String name, String content) {
            resyncRequired |= inFlight >= MAX_IN_FLIGHT;
            if (!resyncRequired) {
                inFlight++;
                sink.send(name, content).whenComplete((sent, failure) -> onSendCompleted(this, failure == null));
            }
        }
    }

    LiveViewBroadcaster(ListJson json, InstantSource clock, Instance instance) {
        this.json = json;
        this.clock = clock;
        this.instance = instance;
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
        Subscriber subscriber = new Subscriber(sink);
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

    private synchronized void onSendCompleted(Subscriber subscriber, boolean successful) {
        if (!successful) {
            subscribers.remove(subscriber);
            return;
        }
        subscriber.inFlight--;
        if (subscriber.resyncRequired && subscriber.inFlight == 0) {
            subscriber.resyncRequired = false;
            publish(subscriber, snapshotChange());
        }
    }

    private void publish(ViewChange change) {
        if (!subscribers.isEmpty()) {
            String content = json.write(change.data());
            List.copyOf(subscribers).forEach(subscriber -> subscriber.send(change.eventName(), content));
        }
    }

    private void publish(Subscriber subscriber, ViewChange change) {
        subscriber.send(change.eventName(), json.write(change.data()));
    }

    private ViewChange snapshotChange() {
        return new ViewChange("snapshot", Map.of("domains", view.summaries()));
    }

    private ViewChange heartbeatChange() {
        return new ViewChange("heartbeat", new Heartbeat(available, instance.state()));
    }
}
