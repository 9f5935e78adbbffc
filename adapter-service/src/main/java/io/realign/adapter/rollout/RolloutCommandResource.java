package io.realign.adapter.rollout;

import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.history.Commands;
import io.realign.model.Exposure;
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
                        schema = @Schema(implementation = RolloutCommandResource.Announced.class)))
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "404", ref = "Problem")
@APIResponse(responseCode = "409", ref = "Problem")
public class RolloutCommandResource {
    private final RolloutControl control;
    private final Commands commands;

    RolloutCommandResource(RolloutControl control, Commands commands) {
        this.control = control;
        this.commands = commands;
    }

    /** Keeps the release at its step. */
    @POST
    @Path("pause")
    @Operation(operationId = "pause", summary = "Keeps the release at its step")
    public Response pause(@PathParam("domain") String domain, @HeaderParam(Commands.HEADER) String key) {
        return once(
                key,
                "pause",
                domain,
                () -> answer("a release that is being rolled out and is not paused", control.pause(domain)));
    }

    /** Lets a paused release go on. */
    @POST
    @Path("resume")
    @Operation(operationId = "resume", summary = "Lets a paused release go on")
    public Response resume(@PathParam("domain") String domain, @HeaderParam(Commands.HEADER) String key) {
        return once(key, "resume", domain, () -> answer("a release that is paused", control.resume(domain)));
    }

    /** Takes the next step now; the first one, where a release waits for approval. */
    @POST
    @Path("approve")
    @Operation(operationId = "approve", summary = "Takes the next step now")
    public Response approve(@PathParam("domain") String domain, @HeaderParam(Commands.HEADER) String key) {
        return once(
                key, "approve", domain, () -> answer("a release that is being rolled out", control.approve(domain)));
    }

    /** Takes a release back that waits for approval. */
    @POST
    @Path("reject")
    @Operation(operationId = "reject", summary = "Takes a release back that waits for approval")
    public Response reject(@PathParam("domain") String domain, @HeaderParam(Commands.HEADER) String key) {
        return once(key, "reject", domain, () -> answer("a release with one before it", control.rollBack(domain)));
    }

    /** Takes the newest release back, however many events it scores. */
    @POST
    @Path("rollback")
    @Operation(operationId = "rollback", summary = "Takes the newest release back")
    public Response rollBack(@PathParam("domain") String domain, @HeaderParam(Commands.HEADER) String key) {
        return once(key, "rollback", domain, () -> answer("a release with one before it", control.rollBack(domain)));
    }

    private Response once(String key, String command, String domain, Supplier<Response> work) {
        return commands.once(key, command + " " + domain, work);
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
