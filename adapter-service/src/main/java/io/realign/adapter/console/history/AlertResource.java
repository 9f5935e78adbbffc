package io.realign.adapter.console.history;

import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.alert.DriftAlert;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Drift alerts. */
@Path("/api/alerts")
@RolesAllowed(Roles.READ)
public class AlertResource {
    private final HistoryStore history;
    private final Paginator paginator;

    AlertResource(HistoryStore history, Paginator paginator) {
        this.history = history;
        this.paginator = paginator;
    }

    @GET
    @Operation(operationId = "alerts", summary = "Alerts, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next page if there is one",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DriftAlert[].class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@QueryParam("domain") String domain, @BeanParam PageRequest page) {
        return paginator.page(history.pagedMessages(HistoryTopic.ALERTS, Optional.ofNullable(domain)), page);
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "alert", summary = "One alert")
    @APIResponse(
            responseCode = "200",
            description = "The alert",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DriftAlert.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response get(@PathParam("id") String id) {
        return history.message(HistoryTopic.ALERTS, id)
                .map(alert -> Response.ok(alert).build())
                .orElseGet(() -> Problem.notFound("alert", id));
    }
}
