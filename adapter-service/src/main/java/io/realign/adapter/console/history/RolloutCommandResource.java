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

/** Commands that control the rollout of a domain. */
@Path("/api/rollouts/{domain}")
@RolesAllowed(Roles.OPERATE)
@APIResponse(
        responseCode = "202",
        description = "The command was published",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = RolloutCommandResource.PublishedStep.class)))
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "404", ref = "Problem")
@APIResponse(responseCode = "409", ref = "Problem")
public class RolloutCommandResource {
    private final RolloutController controller;
    private final IdempotencyStore commands;

    RolloutCommandResource(RolloutController controller, IdempotencyStore commands) {
        this.controller = controller;
        this.commands = commands;
    }

    @POST
    @Path("pause")
    @Operation(operationId = "pause", summary = "Pause the rollout")
    public Response pause(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(
                key,
                "pause",
                domain,
                () -> toResponse("a rollout that is in progress and not paused", controller.pause(domain)));
    }

    @POST
    @Path("resume")
    @Operation(operationId = "resume", summary = "Resume the rollout")
    public Response resume(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(key, "resume", domain, () -> toResponse("a paused rollout", controller.resume(domain)));
    }

    /** Takes the next step immediately. Approves the first step if the rollout requires approval. */
    @POST
    @Path("advance")
    @Operation(operationId = "advance", summary = "Advance the rollout to its next step")
    public Response advance(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(key, "advance", domain, () -> toResponse("a rollout in progress", controller.advance(domain)));
    }

    /** Allowed at any traffic share. */
    @POST
    @Path("rollback")
    @Operation(operationId = "rollback", summary = "Roll back to the previous release")
    public Response rollBack(@PathParam("domain") String domain, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return once(
                key,
                "rollback",
                domain,
                () -> toResponse("a release with a previous release", controller.rollBack(domain)));
    }

    private Response once(String key, String command, String domain, Supplier<Response> execution) {
        return commands.executeOnce(key, command + " " + domain, execution);
    }

    private static Response toResponse(String expected, RolloutController.CommandResult outcome) {
        if (outcome instanceof RolloutController.CommandResult.Applied applied) {
            return Response.accepted(new PublishedStep(
                            applied.release().domain(),
                            applied.release().version(),
                            applied.release().rollbackTo(),
                            applied.release().traffic()))
                    .build();
        }
        return outcome instanceof RolloutController.CommandResult.Conflict conflict
                ? Problem.response(
                        Response.Status.CONFLICT,
                        "Command not applicable",
                        "expected " + expected + "; current state: " + conflict.currentState())
                : Problem.response(
                        Response.Status.NOT_FOUND,
                        "Domain not found",
                        ((RolloutController.CommandResult.UnknownDomain) outcome).reason());
    }

    /**
     * The published rollout step.
     *
     * @param domain the domain
     * @param version version of the release
     * @param rollbackTo version that the release restores; 0 if it is no rollback
     * @param trafficSplit traffic split of the step
     */
    public record PublishedStep(String domain, long version, long rollbackTo, TrafficSplit trafficSplit) {}
}
