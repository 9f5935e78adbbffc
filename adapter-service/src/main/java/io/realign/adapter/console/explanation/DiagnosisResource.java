package io.realign.adapter.console.explanation;

import io.realign.adapter.api.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
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

    private final ModelLookup models;
    private final DiagnosisComputation diagnosis;
    private final DeferredResponseCache responses;

    DiagnosisResource(ModelLookup models, DiagnosisComputation diagnosis, DeferredResponseCache responses) {
        this.models = models;
        this.diagnosis = diagnosis;
        this.responses = responses;
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
        ModelLookup.ModelVersion model = models.servingModel(domain);
        String key = "diagnosis of %s with %s"
                .formatted(domain, model.trainingCheckpoint().sha256());
        return responses.getOrCompute(key, MAX_AGE, () -> diagnosis.prepare(domain, model));
    }
}
