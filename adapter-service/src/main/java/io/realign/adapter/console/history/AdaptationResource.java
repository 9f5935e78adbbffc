package io.realign.adapter.console.history;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
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

/** Finished adaptations. */
@Path("/api/adaptations")
@RolesAllowed(Roles.READ)
public class AdaptationResource {
    private final HistoryStore history;
    private final Paginator paginator;

    AdaptationResource(HistoryStore history, Paginator paginator) {
        this.history = history;
        this.paginator = paginator;
    }

    /** Omits the alpha curve and the candidates, which {@link #get} includes. */
    @GET
    @Operation(operationId = "adaptations", summary = "Adaptations, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next page if there is one",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AdaptationRecord[].class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@QueryParam("domain") String domain, @BeanParam PageRequest page) {
        return paginator.page(
                MessageWithRollback.list(
                        history.pagedMessages(HistoryTopic.ADAPTATIONS, Optional.ofNullable(domain)), this::rollback),
                page);
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "adaptation", summary = "One adaptation with the checks of every candidate")
    @APIResponse(
            responseCode = "200",
            description = "The adaptation",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = AdaptationRecord.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response get(@PathParam("id") String id) {
        return history.message(HistoryTopic.ADAPTATIONS, id)
                .map(adaptation -> new MessageWithRollback<>(adaptation, rollback(adaptation.message())))
                .map(adaptation -> Response.ok(adaptation).build())
                .orElseGet(() -> Problem.notFound("adaptation", id));
    }

    /** Rollback of the release that an adaptation has published. */
    private Optional<Rollback> rollback(AdaptationRecord adaptation) {
        return adaptation.outcome() == AdaptationRecord.Outcome.RELEASED
                ? history.rollback(adaptation.domain(), adaptation.version())
                : Optional.empty();
    }
}
