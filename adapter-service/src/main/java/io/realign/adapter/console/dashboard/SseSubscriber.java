package io.realign.adapter.console.dashboard;

/**
 * One client of the event stream. Sending never blocks: if {@link #MAX_IN_FLIGHT} events are in flight, events are dropped until
 * these have been sent; then the client gets a new snapshot. Not thread-safe; the broadcaster holds its lock during each call.
 */
final class SseSubscriber {
    static final int MAX_IN_FLIGHT = 256;

    private final LiveViewBroadcaster.EventSink sink;
    private final LiveViewBroadcaster broadcaster;
    private int inFlight;
    private boolean resyncRequired;

    SseSubscriber(LiveViewBroadcaster.EventSink sink, LiveViewBroadcaster broadcaster) {
        this.sink = sink;
        this.broadcaster = broadcaster;
    }

    void send(String name, String json) {
        if (inFlight >= MAX_IN_FLIGHT) {
            resyncRequired = true;
        }
        if (resyncRequired) {
            return;
        }
        inFlight++;
        sink.send(name, json).whenComplete((sent, failure) -> broadcaster.onSendCompleted(this, failure == null));
    }

    /** Called after each successful send. Returns whether the client needs a new snapshot. */
    boolean sendCompleted() {
        inFlight--;
        if (resyncRequired && inFlight == 0) {
            resyncRequired = false;
            return true;
        }
        return false;
    }
}
