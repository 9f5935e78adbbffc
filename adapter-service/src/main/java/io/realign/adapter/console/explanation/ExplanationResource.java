package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.api.Roles;
import io.realign.adapter.console.explanation.EmbeddingMaps.EmbeddingMap;
import io.realign.adapter.console.explanation.ModelLookup.ModelVersion;
import io.realign.adapter.control.adaptation.TrainingCurve;
import io.realign.adapter.store.TrainingCurveStore;
import io.realign.alert.DriftAlert;
import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.EmbeddingComparison;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.training.Trainer;
import io.realign.replay.EventSlice;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Shifted features, training curves and embedding maps of an adaptation. */
@Path("/api/adaptations/{id}")
@RolesAllowed(Roles.READ)
@Blocking
public class ExplanationResource {
    /** Time for which a computed map is cached. A map never changes, but its inputs expire. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    /** Maximum number of source points, and of target points. */
    private static final int MAX_POINTS = 300;

    /** A single point has no distances. */
    private static final int MIN_POINTS = 2;

    private final ModelLookup models;
    private final EventLoader events;
    private final DeferredResponseCache responses;
    private final TrainingCurveStore curves;
    private final Trainer trainer = new Trainer(new Nd4jEngine());

    ExplanationResource(
            ModelLookup models, EventLoader events, DeferredResponseCache responses, TrainingCurveStore curves) {
        this.models = models;
        this.events = events;
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
        return responses.getOrCompute("embedding map of " + record.id(), MAX_AGE, () -> prepareMaps(record));
    }

    /** Reads the inputs. The returned task computes the maps. */
    private Callable<EmbeddingMaps> prepareMaps(AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        float[][] source =
                sample("source", EventSlice.events(events.sourceData().holdOut()), record);
        float[][] target = sample("target", events.window(record), record);
        ModelVersion parent = models.parentOf(record);
        byte[] parentCheckpoint = models.trainingCheckpoint(parent);
        Optional<ModelVersion> release = models.releasedBy(record);
        byte[] releaseCheckpoint = release.isPresent() ? models.trainingCheckpoint(release.get()) : new byte[0];
        return () -> {
            EmbeddingComparison parentEmbedding =
                    compare(parentCheckpoint, source, target, record.training().seed());
            return new EmbeddingMaps(
                    record.id(),
                    record.domain(),
                    parent.labels(),
                    parentEmbedding.map().firstCount(),
                    EmbeddingMap.of(parent, parentEmbedding),
                    release.map(model -> EmbeddingMap.of(
                            model,
                            compare(
                                    releaseCheckpoint,
                                    source,
                                    target,
                                    record.training().seed()))),
                    release.isPresent() ? "" : EmbeddingMaps.releaseMapAbsentReason(record));
        };
    }

    private EmbeddingComparison compare(byte[] checkpoint, float[][] source, float[][] target, long seed) {
        return EmbeddingComparison.of(
                trainer.predictSource(checkpoint, source), trainer.predictTarget(checkpoint, target), seed);
    }

    private static float[][] sample(String side, List<FeatureEvent> events, AdaptationRecord record)
            throws ExplanationUnavailableException {
        if (events.size() < MIN_POINTS) {
            throw new ExplanationUnavailableException(
                    "expected at least %d %s events for the embedding map of adaptation %s, got %d"
                            .formatted(MIN_POINTS, side, record.id(), events.size()));
        }
        return RowSampler.sampleRows(
                events.stream().map(event -> event.features().values()).toArray(float[][]::new),
                MAX_POINTS,
                record.training().seed());
    }
}
