package io.realign.adapter.console.explanation;

import io.realign.adapter.api.Problem;
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

/** What is the matter with a domain. */
@Path("/api/domains/{domain}/diagnosis")
@RolesAllowed(Roles.READ)
@Blocking
public class DiagnosisResource {
    /** Newer events are looked at after that. */
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final ModelLookup models;
    private final DiagnosisComputation diagnoses;
    private final DeferredResponseCache responses;

    DiagnosisResource(ModelLookup models, DiagnosisComputation diagnoses, DeferredResponseCache desk) {
        this.models = models;
        this.diagnoses = diagnoses;
        this.responses = desk;
    }

    @GET
    @Operation(
            operationId = "diagnosis",
            summary = "What lies between the live model of a domain and its newest events, and the one thing to do")
    @APIResponse(
            responseCode = "200",
            description = "The steps of the diagnosis and its recommendation, not older than a minute",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = DomainDiagnosis.class)))
    @APIResponse(
            responseCode = "202",
            description = "It is being worked out; Retry-After says in how many seconds to ask again",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeferredResponseCache.Pending.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response diagnosis(@PathParam("domain") String domain) throws IOException {
        try {
            ModelLookup.ModelVersion model = models.servingModel(domain);
            String key = "diagnosis of %s with %s"
                    .formatted(domain, model.continuation().sha256());
            return responses.getOrCompute(key, MAX_AGE, () -> diagnoses.prepare(domain, model));
        } catch (ExplanationUnavailableException e) {
            return Problem.response(Response.Status.NOT_FOUND, "Nothing to diagnose", e.getMessage());
        }
    }
}
