package io.realign.adapter.console.history;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.api.PageRequest;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What was done about each alert. */
@Path("/api/adaptations")
@RolesAllowed(Roles.READ)
public class AdaptationResource {
    private final HistoryPaginator pages;

    AdaptationResource(HistoryPaginator pages) {
        this.pages = pages;
    }

    /** Without the curve of alpha and the candidates, which one adaptation has. */
    @GET
    @Operation(operationId = "adaptations", summary = "What was done about each alert, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next one where there is one",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = AdaptationRecord.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@QueryParam("domain") String domain, @BeanParam PageRequest page) {
        return pages.page(HistoryTopic.ADAPTATIONS, Optional.ofNullable(domain), page);
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "adaptation", summary = "One adaptation with all that was seen of its candidates")
    @APIResponse(
            responseCode = "200",
            description = "The adaptation",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = AdaptationRecord.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response get(@PathParam("id") String id) {
        return pages.item(HistoryTopic.ADAPTATIONS, id, "adaptation");
    }
}
