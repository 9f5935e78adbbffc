package io.realign.adapter.console.dashboard;

/**
 * One client. It is never waited for: when too much is under way to it, it misses what follows, and once it has caught up
 * it is told everything anew. So it costs at most {@link #MAX_IN_FLIGHT} events, however slowly it reads.
 *
 * <p>Guarded by the board, which is also told when a send has ended.
 */
final class SseSubscriber {
    static final int MAX_IN_FLIGHT = 256;

    private final EventSink sink;
    private final LiveViewBroadcaster broadcaster;
    private int inFlight;
    private boolean resyncRequired;

    SseSubscriber(EventSink line, LiveViewBroadcaster board) {
        this.sink = line;
        this.broadcaster = board;
    }

    void send(String room, String json) {
        if (inFlight >= MAX_IN_FLIGHT) {
            resyncRequired = true;
        }
        if (resyncRequired) {
            return;
        }
        inFlight++;
        sink.send(room, json).whenComplete((sent, broken) -> broadcaster.onSendCompleted(this, broken == null));
    }

    /**
     * One send has ended well.
     *
     * @return whether it must be told everything anew
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
