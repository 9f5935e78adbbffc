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

/** Administration of the history. */
@Path("/api/history")
@RolesAllowed(Roles.ADMIN)
public class HistoryResource {
    private final HistoryIngestor ingestor;
    private final IdempotencyStore commands;

    HistoryResource(HistoryIngestor ingestor, IdempotencyStore commands) {
        this.ingestor = ingestor;
        this.commands = commands;
    }

    /** Rows of records that have expired in Kafka cannot be rebuilt. */
    @POST
    @Path("rebuild")
    @Operation(operationId = "rebuildHistory", summary = "Delete the history and derive it again from the topics")
    @APIResponse(
            responseCode = "202",
            description = "The rebuild was requested",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HistoryResource.RebuildStarted.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response rebuild(@HeaderParam(IdempotencyStore.HEADER) String key) {
        return commands.executeOnce(key, "rebuild the history", () -> {
            ingestor.requestRebuild();
            return Response.accepted(
                            new RebuildStarted("the history is being rebuilt from the beginning of the topics"))
                    .build();
        });
    }

    /** @param detail description of the rebuild, as a sentence */
    public record RebuildStarted(String detail) {}
}
