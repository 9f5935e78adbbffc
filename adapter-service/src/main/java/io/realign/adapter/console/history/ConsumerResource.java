package io.realign.adapter.console.history;

import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Roles;
import io.realign.rollout.RolloutStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Rollout statuses that consumers reported. */
@Path("/api/consumers")
@RolesAllowed(Roles.READ)
public class ConsumerResource {
    private final HistoryStore history;
    private final Paginator paginator;

    ConsumerResource(HistoryStore history, Paginator paginator) {
        this.history = history;
        this.paginator = paginator;
    }

    @GET
    @Operation(operationId = "consumers", summary = "Rollout status by consumer, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next page if there is one",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = RolloutStatus[].class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@QueryParam("domain") String domain, @BeanParam PageRequest page) {
        return paginator.page(history.pagedMessages(HistoryTopic.ROLLOUTS, Optional.ofNullable(domain)), page);
    }
}
