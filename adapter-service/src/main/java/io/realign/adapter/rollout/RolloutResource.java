package io.realign.adapter.rollout;

import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.model.Exposure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What is being rolled out, and what a person may do about it. */
@Path("/api/rollouts")
@RolesAllowed(Roles.READ)
public class RolloutResource {
    private final RolloutControl control;

    RolloutResource(RolloutControl control) {
        this.control = control;
    }

    @GET
    @Operation(operationId = "rollouts", summary = "What is being rolled out, or watched for its recovery")
    public List<RolloutState> all() {
        return control.states();
    }

    /** Keeps the release at its step. */
    @POST
    @RolesAllowed(Roles.OPERATE)
    @Path("{domain}/pause")
    @Operation(operationId = "pause", summary = "Keeps the release at its step")
    @APIResponse(
            responseCode = "202",
            description = "It has been announced",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Announced.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response pause(@PathParam("domain") String domain) {
        return answer("a release that is being rolled out and is not paused", control.pause(domain));
    }

    /** Lets a paused release go on. */
    @POST
    @RolesAllowed(Roles.OPERATE)
    @Path("{domain}/resume")
    @Operation(operationId = "resume", summary = "Lets a paused release go on")
    @APIResponse(
            responseCode = "202",
            description = "It has been announced",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Announced.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response resume(@PathParam("domain") String domain) {
        return answer("a release that is paused", control.resume(domain));
    }

    /** Takes the next step now; the first one, where a release waits for approval. */
    @POST
    @RolesAllowed(Roles.OPERATE)
    @Path("{domain}/approve")
    @Operation(operationId = "approve", summary = "Takes the next step now")
    @APIResponse(
            responseCode = "202",
            description = "It has been announced",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Announced.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response approve(@PathParam("domain") String domain) {
        return answer("a release that is being rolled out", control.approve(domain));
    }

    /** Takes a release back that waits for approval. */
    @POST
    @RolesAllowed(Roles.OPERATE)
    @Path("{domain}/reject")
    @Operation(operationId = "reject", summary = "Takes a release back that waits for approval")
    @APIResponse(
            responseCode = "202",
            description = "It has been announced",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Announced.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response reject(@PathParam("domain") String domain) {
        return answer("a release with one before it", control.rollBack(domain));
    }

    /** Takes the newest release back, however many events it scores. */
    @POST
    @RolesAllowed(Roles.OPERATE)
    @Path("{domain}/rollback")
    @Operation(operationId = "rollback", summary = "Takes the newest release back")
    @APIResponse(
            responseCode = "202",
            description = "It has been announced",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Announced.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response rollBack(@PathParam("domain") String domain) {
        return answer("a release with one before it", control.rollBack(domain));
    }

    private static Response answer(String expected, RolloutControl.Outcome outcome) {
        if (outcome instanceof RolloutControl.Outcome.Done done) {
            return Response.accepted(new Announced(
                            done.release().domain(),
                            done.release().version(),
                            done.release().rollbackTo(),
                            done.release().exposure()))
                    .build();
        }
        return outcome instanceof RolloutControl.Outcome.Refused refused
                ? Problem.response(
                        Response.Status.CONFLICT,
                        "Not now",
                        "expected " + expected + ", got one that is not: " + refused.instead())
                : Problem.response(
                        Response.Status.NOT_FOUND,
                        "No such domain",
                        ((RolloutControl.Outcome.Unknown) outcome).reason());
    }

    /**
     * What was announced.
     *
     * @param domain the domain
     * @param version the version
     * @param rollbackTo the version whose model it brings back, 0 for none
     * @param exposure its step
     */
    public record Announced(String domain, long version, long rollbackTo, Exposure exposure) {}
}
