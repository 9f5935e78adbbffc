package io.realign.adapter.watch;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The view over HTTP. */
@Path("api/watch")
public final class WatchResource {
    private final WatchBoard board;

    WatchResource(WatchBoard board) {
        this.board = board;
    }

    /** The newest of everything. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String snapshot() {
        return board.snapshot();
    }

    /**
     * First a {@code snapshot}, then an event for each change, named after its room: {@code window}, {@code alert},
     * {@code adaptation}, {@code model}, {@code rollout}, {@code deadletter}, or {@code domain} for a headline; and a
     * {@code heartbeat} every few seconds. A later {@code snapshot} replaces everything before it.
     */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        board.join((room, json) -> send(sink, sse, room, json));
    }

    private static CompletionStage<?> send(SseEventSink sink, Sse sse, String room, String json) {
        try {
            return sink.send(sse.newEvent(room, json));
        } catch (IllegalStateException gone) {
            // The client can leave at any moment, so there is no use in asking first.
            return CompletableFuture.failedStage(gone);
        }
    }
}
