package io.realign.adapter.console.dashboard;

import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How the domains are. */
@Path("/api/domains")
@RolesAllowed(Roles.READ)
public class DomainResource {
    /** More than a chart has pixels. */
    static final int MAX_WINDOWS = 5000;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final LiveViewBroadcaster broadcaster;
    private final HistoryStore history;
    private final Paginator listing;

    DomainResource(LiveViewBroadcaster board, HistoryStore history, Paginator listing) {
        this.broadcaster = board;
        this.history = history;
        this.listing = listing;
    }

    @GET
    @Operation(operationId = "domains", summary = "Whether anything is wrong, domain by domain, by name")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next one where there is one",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DomainSummary.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@BeanParam PageRequest page) {
        return listing.page(
                broadcaster::summary,
                (after, most) -> broadcaster.summaries(
                        after.map(card -> card.status().domain()).orElse(""), most),
                card -> card.status().domain(),
                page);
    }

    @GET
    @Path("{domain}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "domain", summary = "Whether anything is wrong with one domain")
    @APIResponse(
            responseCode = "200",
            description = "The domain",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DomainSummary.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response get(@PathParam("domain") String domain) {
        return broadcaster
                .summary(domain)
                .map(card -> Response.ok(card).build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND, "No such domain", "no window of " + domain + " has been seen"));
    }

    /** By event time, oldest first. Where there are more than {@code most}, parts of equal length show their highest score. */
    @GET
    @Path("{domain}/windows")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "windows", summary = "How far a domain has moved over time, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "Windows; of too many, those with the highest scores of equal parts of the time",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = WindowPoint.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response windows(
            @PathParam("domain") String domain,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("most") @DefaultValue("1000") String most) {
        if (!most.matches("[0-9]{1,4}") || Integer.parseInt(most) < 1 || Integer.parseInt(most) > MAX_WINDOWS) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    "Too many windows",
                    "most: expected a number from 1 to %d, got '%s'".formatted(MAX_WINDOWS, most));
        }
        try {
            List<Logged<WindowPoint>> windows =
                    history.windows(domain, instant(from, EARLIEST), instant(until, LATEST), Integer.parseInt(most));
            return Response.ok(windows).build();
        } catch (DateTimeException e) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    "No such time",
                    "from, until: expected instants such as 2026-01-31T12:00:00Z of years 1970 to 9999, got '%s' and '%s'"
                            .formatted(from, until));
        }
    }

    private static Instant instant(String text, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        Instant instant = Instant.parse(text);
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new DateTimeException(text);
        }
        return instant;
    }
}
