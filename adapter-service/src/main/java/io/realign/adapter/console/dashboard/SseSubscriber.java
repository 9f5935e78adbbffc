package io.realign.adapter.console.dashboard;

/**
 * One client. Sending never blocks: while {@link #MAX_IN_FLIGHT} events are in flight, further events are dropped, and after
 * all have been sent the client gets a new snapshot.
 *
 * <p>Guarded by the broadcaster.
 */
final class SseSubscriber {
    static final int MAX_IN_FLIGHT = 256;

    private final EventSink sink;
    private final LiveViewBroadcaster broadcaster;
    private int inFlight;
    private boolean resyncRequired;

    SseSubscriber(EventSink sink, LiveViewBroadcaster broadcaster) {
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

    /**
     * Called after each successful send.
     *
     * @return whether the client needs a new snapshot
     */
    boolean sendCompleted() {
        inFlight--;
        if (resyncRequired && inFlight == 0) {
            resyncRequired = false;
            return true;
        }
        return false;
    }
}
