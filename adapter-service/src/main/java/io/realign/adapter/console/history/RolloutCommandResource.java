package io.realign.adapter.console.history;

import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.control.rollout.RolloutController.CommandResult;
import io.realign.adapter.instance.LeaderOnly;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Commands that control the rollout of a domain. */
@Path("/api/rollouts/{domain}")
@RolesAllowed(Roles.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@LeaderOnly
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
@APIResponse(responseCode = "503", ref = "Problem")
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
    public Response pause(
            @PathParam("domain") String domain,
            @HeaderParam(IdempotencyStore.HEADER) String key,
            @RequestBody(required = true) RolloutCommand command) {
        return execute(
                key, "pause", domain, command, "a rollout that is in progress and not paused", controller::pause);
    }

    @POST
    @Path("resume")
    @Operation(operationId = "resume", summary = "Resume the rollout")
    public Response resume(
            @PathParam("domain") String domain,
            @HeaderParam(IdempotencyStore.HEADER) String key,
            @RequestBody(required = true) RolloutCommand command) {
        return execute(key, "resume", domain, command, "a paused rollout", controller::resume);
    }

    /** Takes the next step immediately. Approves the first step if the rollout requires approval. */
    @POST
    @Path("advance")
    @Operation(operationId = "advance", summary = "Advance the rollout to its next step")
    public Response advance(
            @PathParam("domain") String domain,
            @HeaderParam(IdempotencyStore.HEADER) String key,
            @RequestBody(required = true) AdvanceCommand command) {
        if (command == null || command.step() == null || command.step() < 0) {
            return invalid("step: expected the current step of the rollout, a number of at least 0");
        }
        long step = command.step();
        return execute(
                key,
                "advance from step " + step + " of",
                domain,
                new RolloutCommand(command.version()),
                "a rollout in progress at step " + step,
                (name, version) -> controller.advance(name, version, step));
    }

    /** Allowed at any traffic share. */
    @POST
    @Path("rollback")
    @Operation(operationId = "rollback", summary = "Roll back to the previous release")
    public Response rollBack(
            @PathParam("domain") String domain,
            @HeaderParam(IdempotencyStore.HEADER) String key,
            @RequestBody(required = true) RolloutCommand command) {
        return execute(key, "rollback", domain, command, "a release with a previous release", controller::rollBack);
    }

    private Response execute(
            String key,
            String name,
            String domain,
            RolloutCommand command,
            String expected,
            BiFunction<String, Long, CommandResult> operation) {
        if (command == null || command.version() == null || command.version() < 1) {
            return invalid("version: expected the version of the newest release of the domain, a number of at least 1");
        }
        long version = command.version();
        return commands.executeOnce(
                key,
                "%s %s v%d".formatted(name, domain, version),
                () -> toResponse("version %d to be %s".formatted(version, expected), operation.apply(domain, version)));
    }

    private static Response invalid(String detail) {
        return Problem.response(Response.Status.BAD_REQUEST, "Invalid command", detail);
    }

    private static Response toResponse(String expected, CommandResult result) {
        if (result instanceof CommandResult.Applied applied) {
            ModelRelease release = applied.release();
            return Response.accepted(new PublishedStep(
                            release.domain(),
                            release.version(),
                            release.origin().rollbackTo(),
                            release.traffic()))
                    .build();
        }
        return result instanceof CommandResult.Conflict conflict
                ? Problem.response(
                        Response.Status.CONFLICT,
                        "Command not applicable",
                        "expected " + expected + ", but " + conflict.currentState())
                : Problem.response(
                        Response.Status.NOT_FOUND, "Domain not found", ((CommandResult.UnknownDomain) result).reason());
    }

    /**
     * Command for the newest release of a domain.
     *
     * @param version version of the newest release of the domain; a command for an earlier version is a conflict
     */
    public record RolloutCommand(
            @Schema(required = true, minimum = "1") Long version) {}

    /**
     * Command to advance a rollout from its current step.
     *
     * @param version as in {@link RolloutCommand}
     * @param step current step of the rollout
     */
    public record AdvanceCommand(
            @Schema(required = true, minimum = "1") Long version,
            @Schema(required = true, minimum = "0") Long step) {}

    /**
     * The published rollout step.
     *
     * @param rollbackTo version that the release restores; 0 if the release is not a rollback
     * @param trafficSplit traffic split of the step
     */
    public record PublishedStep(String domain, long version, long rollbackTo, TrafficSplit trafficSplit) {}
}
