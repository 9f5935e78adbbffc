package io.realign.adapter.console.dashboard;

import io.realign.adapter.api.Roles;
import io.realign.adapter.console.history.IdempotencyStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The history as a whole. */
@Path("/api/history")
@RolesAllowed(Roles.ADMIN)
public class HistoryResource {
    private final HistoryIngestor feed;
    private final IdempotencyStore commands;

    HistoryResource(HistoryIngestor feed, IdempotencyStore commands) {
        this.feed = feed;
        this.commands = commands;
    }

    /** What the topics have let go of is lost by it. */
    @POST
    @Path("rebuild")
    @Operation(operationId = "rebuild", summary = "Empties the history and reads the log again from its beginning")
    @APIResponse(
            responseCode = "202",
            description = "It begins",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HistoryResource.RebuildStarted.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response rebuild(@HeaderParam(IdempotencyStore.HEADER) String key) {
        return commands.executeOnce(key, "rebuild the history", () -> {
            feed.rebuild();
            return Response.accepted(new RebuildStarted("the log is read again from its beginning"))
                    .build();
        });
    }

    /**
     * A word that it has begun.
     *
     * @param detail what happens now
     */
    public record RebuildStarted(String detail) {}
}
