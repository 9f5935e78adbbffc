package io.realign.adapter.console.history;

import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.model.TrafficSplit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What a person may do about the rollout of a domain. */
@Path("/api/rollouts/{domain}")
@RolesAllowed(Roles.OPERATE)
@APIResponse(
        responseCode = "202",
        description = "It has been announced",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = RolloutCommandResource.AnnouncedStep.class)))
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "404", ref = "Problem")
@APIResponse(responseCode = "409", ref = "Problem")
public class RolloutCommandResource {
    private final RolloutController control;
    private final IdempotencyStore commands;

    RolloutCommandResource(RolloutController control, IdempotencyStore commands) {
        this.control = control;
        this.commands = commands;
    }

    /** Keeps the release at its step. */
    @POST
    @Path("pause")
    @Operation(operationId = "pause", summary = "Keeps the release at its step")
    public Response pause(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(
                key,
                "pause",
                domain,
                () -> toResponse("a release that is being rolled out and is not paused", control.pause(domain)));
    }

    /** Lets a paused release go on. */
    @POST
    @Path("resume")
    @Operation(operationId = "resume", summary = "Lets a paused release go on")
    public Response resume(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(key, "resume", domain, () -> toResponse("a release that is paused", control.resume(domain)));
    }

    /** Takes the next step now; the first one, where a release waits for approval. */
    @POST
    @Path("approve")
    @Operation(operationId = "approve", summary = "Takes the next step now")
    public Response advance(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(
                key,
                "approve",
                domain,
                () -> toResponse("a release that is being rolled out", control.advance(domain)));
    }

    /** Takes a release back that waits for approval. */
    @POST
    @Path("reject")
    @Operation(operationId = "reject", summary = "Takes a release back that waits for approval")
    public Response reject(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(key, "reject", domain, () -> toResponse("a release with one before it", control.rollBack(domain)));
    }

    /** Takes the newest release back, however many events it scores. */
    @POST
    @Path("rollback")
    @Operation(operationId = "rollback", summary = "Takes the newest release back")
    public Response rollBack(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(
                key, "rollback", domain, () -> toResponse("a release with one before it", control.rollBack(domain)));
    }

    private Response once(String key, String command, String domain, Supplier<Response> work) {
        return commands.executeOnce(key, command + " " + domain, work);
    }

    private static Response toResponse(String expected, RolloutController.CommandResult outcome) {
        if (outcome instanceof RolloutController.CommandResult.Applied done) {
            return Response.accepted(new AnnouncedStep(
                            done.release().domain(),
                            done.release().version(),
                            done.release().rollbackTo(),
                            done.release().traffic()))
                    .build();
        }
        return outcome instanceof RolloutController.CommandResult.Conflict refused
                ? Problem.response(
                        Response.Status.CONFLICT,
                        "Not now",
                        "expected " + expected + ", got one that is not: " + refused.currentState())
                : Problem.response(
                        Response.Status.NOT_FOUND,
                        "No such domain",
                        ((RolloutController.CommandResult.UnknownDomain) outcome).reason());
    }

    /**
     * What was announced.
     *
     * @param domain the domain
     * @param version the version
     * @param rollbackTo the version whose model it brings back, 0 for none
     * @param trafficSplit its step
     */
    public record AnnouncedStep(String domain, long version, long rollbackTo, TrafficSplit trafficSplit) {}
}
