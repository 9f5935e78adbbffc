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

/** The live view as a snapshot and as server-sent events. */
@Path("/api/dashboard")
@RolesAllowed(Roles.READ)
public final class DashboardResource {
    private final LiveViewBroadcaster broadcaster;

    DashboardResource(LiveViewBroadcaster broadcaster) {
        this.broadcaster = broadcaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "dashboardSnapshot", summary = "Snapshot of the dashboard")
    @APIResponse(responseCode = "200", description = "A snapshot", content = @Content(mediaType = "application/json"))
    public String snapshot() {
        return broadcaster.snapshot();
    }

    /**
     * Sends a {@code snapshot}, then an event per change: {@code window}, {@code alert}, {@code adaptation}, {@code model},
     * {@code rollout}, {@code dead-letter}, or {@code domain} for a new status; and a {@code heartbeat} every five seconds. If
     * many changes occur at once, another {@code snapshot} replaces them.
     */
    @GET
    @Path("events")
    @Operation(operationId = "dashboardEvents", summary = "A snapshot, then each change as a server-sent event")
    @APIResponse(responseCode = "200", description = "Events", content = @Content(mediaType = "text/event-stream"))
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        broadcaster.subscribe((name, json) -> send(sink, sse, name, json));
    }

    private static CompletionStage<?> send(SseEventSink sink, Sse sse, String name, String json) {
        try {
            return sink.send(sse.newEvent(name, json));
        } catch (IllegalStateException closed) {
            // The client may disconnect between a check and the send.
            return CompletableFuture.failedStage(closed);
        }
    }
}
