package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.api.Roles;
import io.realign.adapter.control.adaptation.TrainingCurve;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Shifted features, training curves and embedding maps of an adaptation. */
@Path("/api/adaptations/{id}")
@RolesAllowed(Roles.READ)
@Blocking
public class ExplanationResource {
    /** A map does not change, but its inputs expire. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private final ModelLookup models;
    private final EventLoader events;
    private final EmbeddingMapComputation maps;
    private final DeferredResponseCache responses;
    private final TrainingCurveStore curves;

    ExplanationResource(
            ModelLookup models,
            EventLoader events,
            EmbeddingMapComputation maps,
            DeferredResponseCache responses,
            TrainingCurveStore curves) {
        this.models = models;
        this.events = events;
        this.maps = maps;
        this.responses = responses;
        this.curves = curves;
    }

    @GET
    @Path("features")
    @Operation(
            operationId = "features",
            summary = "The shifted features with their distributions in reference and window")
    @APIResponse(
            responseCode = "200",
            description = "At most ten features, ordered by contribution",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ShiftedFeatures.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response features(@PathParam("id") String id) throws ExplanationUnavailableException, IOException {
        AdaptationRecord record = models.adaptation(id);
        DriftAlert alert = events.alert(record);
        return Response.ok(ShiftedFeatures.of(record, alert, events.reference(alert, record), events.window(record)))
                .build();
    }

    @GET
    @Path("curves")
    @Operation(operationId = "curves", summary = "Training curves of every candidate: alpha and losses by step")
    @APIResponse(
            responseCode = "200",
            description = "Candidates in training order; those without a training step are omitted",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = TrainingCurve[].class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response curves(@PathParam("id") String id) throws ExplanationUnavailableException, IOException {
        return curves.find(models.adaptation(id).id())
                .map(json -> Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build())
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "no candidate was trained, or its training curves have expired"));
    }

    @GET
    @Path("embedding-map")
    @Operation(
            operationId = "embeddingMap",
            summary = "Embedding maps of source and target events, by parent and release")
    @APIResponse(
            responseCode = "200",
            description = "At most 300 source points and 300 target points",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = EmbeddingMaps.class)))
    @APIResponse(
            responseCode = "202",
            description = "The maps are being computed; retry after Retry-After seconds",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeferredResponseCache.Pending.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response embeddingMap(@PathParam("id") String id) throws ExplanationUnavailableException, IOException {
        AdaptationRecord record = models.adaptation(id);
        return responses.getOrCompute("embedding map of " + record.id(), MAX_AGE, () -> maps.prepare(record));
    }
}
