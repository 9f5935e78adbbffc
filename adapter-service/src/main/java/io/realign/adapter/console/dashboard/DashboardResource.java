package io.realign.adapter.console.dashboard;

import io.realign.adapter.api.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The view over HTTP. */
@Path("api/watch")
@RolesAllowed(Roles.READ)
public final class DashboardResource {
    private final LiveViewBroadcaster broadcaster;

    DashboardResource(LiveViewBroadcaster board) {
        this.broadcaster = board;
    }

    /** The newest of everything. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "watch", summary = "The newest of everything that the watch page shows")
    @APIResponse(responseCode = "200", description = "A snapshot", content = @Content(mediaType = "application/json"))
    public String snapshot() {
        return broadcaster.snapshot();
    }

    /**
     * First a {@code snapshot}, then an event for each change, named after its room: {@code window}, {@code alert},
     * {@code adaptation}, {@code model}, {@code rollout}, {@code deadletter}, or {@code domain} for a headline; and a
     * {@code heartbeat} every few seconds. A later {@code snapshot} replaces everything before it.
     */
    @GET
    @Path("events")
    @Operation(operationId = "events", summary = "A snapshot, then each change as a server-sent event")
    @APIResponse(responseCode = "200", description = "Events", content = @Content(mediaType = "text/event-stream"))
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        broadcaster.subscribe((room, json) -> send(sink, sse, room, json));
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
