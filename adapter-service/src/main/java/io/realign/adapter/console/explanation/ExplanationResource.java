package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.control.adaptation.TrainingCurve;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.TrainingCurveStore;
import io.realign.alert.DriftAlert;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What an adaptation was about, and what it has made of it. */
@Path("/api/adaptations/{id}")
@RolesAllowed(Roles.READ)
@Blocking
public class ExplanationResource {
    /** A map never changes; the next day it is drawn anew. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private final ModelLookup models;
    private final AdaptationEventLoader events;
    private final EmbeddingMapComputation maps;
    private final DeferredResponseCache responses;
    private final TrainingCurveStore curves;

    ExplanationResource(
            ModelLookup models,
            AdaptationEventLoader events,
            EmbeddingMapComputation maps,
            DeferredResponseCache desk,
            ArtifactStore store) {
        this.models = models;
        this.events = events;
        this.maps = maps;
        this.responses = desk;
        this.curves = new TrainingCurveStore(store);
    }

    @GET
    @Path("features")
    @Operation(
            operationId = "features",
            summary = "The features that moved most, each with how it was distributed before and is now")
    @APIResponse(
            responseCode = "200",
            description = "At most ten features, the one that contributes most first",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ShiftedFeatures.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response features(@PathParam("id") String id) throws IOException {
        return respond(id, record -> {
            DriftAlert alert = events.alert(record);
            return Response.ok(
                            ShiftedFeatures.of(record, alert, events.reference(alert, record), events.window(record)))
                    .build();
        });
    }

    @GET
    @Path("curves")
    @Operation(operationId = "curves", summary = "How each candidate was trained: alpha and losses, step by step")
    @APIResponse(
            responseCode = "200",
            description = "The candidates in the order in which they were made; those without a step are not there",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = TrainingCurve.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response curves(@PathParam("id") String id) throws IOException {
        return respond(id, record -> curves.find(record.id())
                .map(json -> Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build())
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "nothing was trained, or its curves are not kept any more")));
    }

    @GET
    @Path("map")
    @Operation(
            operationId = "map",
            summary = "How source and target lie in the features of the model before and of the model after")
    @APIResponse(
            responseCode = "200",
            description = "At most 300 points of the source and as many of the target",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = EmbeddingMaps.class)))
    @APIResponse(
            responseCode = "202",
            description = "It is being worked out; Retry-After says in how many seconds to ask again",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeferredResponseCache.Pending.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response map(@PathParam("id") String id) throws IOException {
        return respond(
                id, record -> responses.getOrCompute("map of " + record.id(), MAX_AGE, () -> maps.prepare(record)));
    }

    private Response respond(String id, Explanation explanation) throws IOException {
        AdaptationRecord record = models.findAdaptation(id).orElse(null);
        if (record == null) {
            return Problem.response(Response.Status.NOT_FOUND, "No such adaptation", "no adaptation has the id " + id);
        }
        try {
            return explanation.of(record);
        } catch (ExplanationUnavailableException e) {
            return Problem.response(Response.Status.NOT_FOUND, "Nothing to show", e.getMessage());
        }
    }

    /** What there is to say of an adaptation. */
    private interface Explanation {
        Response of(AdaptationRecord record) throws ExplanationUnavailableException, IOException;
    }
}
