package io.realign.adapter.console.history;

import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Paginator.PagedList;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.control.event.DeadLetterRedriver;
import io.realign.adapter.instance.LeaderOnly;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Dead letters, and the command that sends one to its original topic again. */
@Path("/api/dead-letters")
@RolesAllowed(Roles.READ)
public class DeadLetterResource implements PagedList<DeadLetterEntry> {
    private static final Pattern ID = Pattern.compile("([a-z.]{1,249})-([0-9]{1,9})-([0-9]{1,18})");

    private final HistoryStore history;
    private final Paginator paginator;
    private final DeadLetterRedriver redriver;
    private final IdempotencyStore commands;

    DeadLetterResource(
            HistoryStore history, Paginator paginator, DeadLetterRedriver redriver, IdempotencyStore commands) {
        this.history = history;
        this.paginator = paginator;
        this.redriver = redriver;
        this.commands = commands;
    }

    @GET
    @Operation(operationId = "deadLetters", summary = "Dead letters, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next page if there is one",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeadLetterEntry[].class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@BeanParam PageRequest page) {
        return paginator.page(this, page);
    }

    @GET
    @Path("counts")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "deadLetterCounts", summary = "Dead letters by topic and reason")
    public List<DeadLetterCount> counts() {
        return history.deadLetterCounts();
    }

    @POST
    @Path("{id}/redrive")
    @RolesAllowed(Roles.OPERATE)
    @LeaderOnly
    @Operation(operationId = "redriveDeadLetter", summary = "Send a dead letter to its original topic again")
    @APIResponse(
            responseCode = "202",
            description = "The record was sent",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = DeadLetterEntry.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response redrive(@PathParam("id") String id, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return commands.executeOnce(key, "redrive " + id, () -> redrive(id));
    }

    private Response redrive(String id) {
        Optional<DeadLetterEntry> found = find(id);
        if (found.isEmpty()) {
            return Problem.notFound("dead letter", id);
        }
        DeadLetterEntry entry = found.get();
        if (entry.redrivenAt().isPresent()) {
            return alreadyRedriven(id + " was redriven at " + entry.redrivenAt().get());
        }
        return switch (redriver.redrive(entry.topic(), entry.partition(), entry.offset())) {
            case SENT -> Response.accepted(entry).build();
            case ALREADY_SENT -> alreadyRedriven(id + " was redriven a moment ago");
            case TRUNCATED ->
                Problem.response(
                        Status.CONFLICT,
                        "Record truncated",
                        id + " holds only the beginning of a large record; its producer has to send it again");
            case GONE ->
                Problem.response(
                        Status.NOT_FOUND,
                        "Record expired",
                        id + " has expired in Kafka; its producer has to send it again");
        };
    }

    private static Response alreadyRedriven(String detail) {
        return Problem.response(Status.CONFLICT, "Already redriven", detail);
    }

    @Override
    public Optional<DeadLetterEntry> find(String id) {
        Matcher location = ID.matcher(id);
        return location.matches()
                ? history.deadLetter(
                        location.group(1), Integer.parseInt(location.group(2)), Long.parseLong(location.group(3)))
                : Optional.empty();
    }

    @Override
    public List<DeadLetterEntry> items(Optional<DeadLetterEntry> after, int limit) {
        return history.deadLetters(after, limit);
    }

    @Override
    public String id(DeadLetterEntry item) {
        return item.id();
    }
}
