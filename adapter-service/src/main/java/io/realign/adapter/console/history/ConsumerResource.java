package io.realign.adapter.console.history;

import io.realign.adapter.api.PageRequest;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What consumers have done with releases. */
@Path("/api/consumers")
@RolesAllowed(Roles.READ)
public class ConsumerResource {
    private final HistoryPaginator pages;

    ConsumerResource(HistoryPaginator pages) {
        this.pages = pages;
    }

    @GET
    @Operation(operationId = "consumers", summary = "What consumers have done with releases, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next one where there is one",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = RolloutStatus.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@QueryParam("domain") String domain, @BeanParam PageRequest page) {
        return pages.page(HistoryTopic.ROLLOUTS, Optional.ofNullable(domain), page);
    }
}
