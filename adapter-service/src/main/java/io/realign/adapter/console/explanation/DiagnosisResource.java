package io.realign.adapter.console.explanation;

import io.realign.adapter.api.Roles;
import io.realign.adapter.console.explanation.ModelLookup.ModelVersion;
import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Engine;
import io.realign.learning.selection.AdaptationDataset;
import io.realign.learning.source.NamedSource;
import io.realign.replay.EventSlice;
import io.realign.replay.SourceData;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Diagnosis of the serving model of a domain. */
@Path("/api/domains/{domain}/diagnosis")
@RolesAllowed(Roles.READ)
@Blocking
public class DiagnosisResource {
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    /** Default seed of the command {@code realign diagnose}. */
    private static final long SEED = 1;

    private final ModelLookup models;
    private final EventLoader events;
    private final DeferredResponseCache responses;
    private final InstantSource clock;
    private final Engine engine = new Nd4jEngine();

    DiagnosisResource(ModelLookup models, EventLoader events, DeferredResponseCache responses, InstantSource clock) {
        this.models = models;
        this.events = events;
        this.responses = responses;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "diagnosis",
            summary = "Diagnosis of the serving model on the newest events of a domain, with a recommendation")
    @APIResponse(
            responseCode = "200",
            description = "The checks and the recommendation, at most one minute old",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = DomainDiagnosis.class)))
    @APIResponse(
            responseCode = "202",
            description = "The diagnosis is being computed; retry after Retry-After seconds",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeferredResponseCache.Pending.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response diagnosis(@PathParam("domain") String domain) throws ExplanationUnavailableException, IOException {
        ModelVersion model = models.servingModel(domain);
        String key = "diagnosis of %s with %s"
                .formatted(domain, model.trainingCheckpoint().sha256());
        return responses.getOrCompute(key, MAX_AGE, () -> prepare(domain, model));
    }

    /** Reads the inputs. The returned task computes the diagnosis. */
    private Callable<DomainDiagnosis> prepare(String domain, ModelVersion model)
            throws ExplanationUnavailableException, IOException {
        Instant now = clock.instant();
        List<FeatureEvent> window = events.newestTargetEvents(domain);
        float[][] target =
                window.stream().map(event -> event.features().values()).toArray(float[][]::new);
        requireWindow(domain, target);
        SourceData data = events.sourceData();
        SourceRows source = AdaptationDataset.toSourceRows(EventSlice.events(data.training()), model.labels());
        SourceRows holdOut = AdaptationDataset.toSourceRows(EventSlice.events(data.holdOut()), model.labels());
        byte[] checkpoint = models.trainingCheckpoint(model);
        double newestSourceAge = 0;
        List<NamedSource> sources = List.of(new NamedSource("source", source, newestSourceAge));
        return () -> DomainDiagnosis.of(
                domain, model, window, now, Diagnosis.of(engine, checkpoint, sources, holdOut, target, SEED));
    }

    private static void requireWindow(String domain, float[][] target) throws ExplanationUnavailableException {
        int widthOfFirstRow = target.length == 0 ? 0 : target[0].length;
        try {
            InputValidation.requireWindow("newest events of " + domain, target, widthOfFirstRow);
        } catch (IllegalArgumentException e) {
            throw new ExplanationUnavailableException(e);
        }
    }
}
