package io.realign.adapter.console.history;

import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.control.event.DeadLetterRedriver;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What could not be used, and another try. */
@Path("/api/dead-letters")
@RolesAllowed(Roles.READ)
public class DeadLetterResource {
    private static final Pattern ID = Pattern.compile("([a-z.]{1,249})-([0-9]{1,9})-([0-9]{1,18})");

    private final HistoryStore history;
    private final Paginator listing;
    private final DeadLetterRedriver redrive;
    private final IdempotencyStore commands;

    DeadLetterResource(HistoryStore history, Paginator listing, DeadLetterRedriver redrive, IdempotencyStore commands) {
        this.history = history;
        this.listing = listing;
        this.redrive = redrive;
        this.commands = commands;
    }

    @GET
    @Operation(operationId = "deadLetters", summary = "Records that could not be used, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next one where there is one",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DeadLetterEntry.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@BeanParam PageRequest page) {
        return listing.page(this::find, history::deadLetters, DeadLetterEntry::id, page);
    }

    @GET
    @Path("counts")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "deadLetterCounts", summary = "How many records could not be used, by topic and reason")
    public List<DeadLetterCount> counts() {
        return history.deadLetterCounts();
    }

    /** For a record that could be used by now: a label that is known since, a number of features that has been set right. */
    @POST
    @Path("{id}/redrive")
    @RolesAllowed(Roles.OPERATE)
    @Operation(operationId = "redrive", summary = "Sends a record to the topic that it came from once more")
    @APIResponse(
            responseCode = "202",
            description = "It has been sent",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = DeadLetterEntry.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Response redrive(@PathParam("id") String id, @HeaderParam(IdempotencyStore.HEADER) String key) {
        return commands.executeOnce(key, "redrive " + id, () -> redrive(id));
    }

    private Response redrive(String id) {
        Optional<DeadLetterEntry> letter = find(id);
        if (letter.isEmpty()) {
            return Problem.response(Status.NOT_FOUND, "No such dead letter", "the history has none with the id " + id);
        }
        if (letter.get().redrivenAt().isPresent()) {
            return Problem.response(
                    Status.CONFLICT,
                    "Not again",
                    id + " was sent again at " + letter.get().redrivenAt().get());
        }
        DeadLetterRedriver.RedriveResult outcome = redrive.redrive(
                letter.get().topic(), letter.get().partition(), letter.get().offset());
        return switch (outcome) {
            case SENT -> Response.accepted(letter.get()).build();
            case ALREADY_SENT -> Problem.response(Status.CONFLICT, "Not again", id + " was sent again just now");
            case GONE ->
                Problem.response(
                        Status.NOT_FOUND,
                        "No longer there",
                        "the log has let go of " + id + ": its producer has to send it");
        };
    }

    private Optional<DeadLetterEntry> find(String id) {
        Matcher place = ID.matcher(id);
        return place.matches()
                ? history.deadLetter(place.group(1), Integer.parseInt(place.group(2)), Long.parseLong(place.group(3)))
                : Optional.empty();
    }
}
