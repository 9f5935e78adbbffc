package io.realign.adapter.console.dashboard;

import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.TimestampedMessage;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Status and drift windows of the domains. */
@Path("/api/domains")
@RolesAllowed(Roles.READ)
public class DomainResource {
    /** More than a chart has pixels. */
    static final int MAX_WINDOWS = 5000;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final LiveViewBroadcaster broadcaster;
    private final HistoryStore history;
    private final Paginator paginator;

    DomainResource(LiveViewBroadcaster broadcaster, HistoryStore history, Paginator paginator) {
        this.broadcaster = broadcaster;
        this.history = history;
        this.paginator = paginator;
    }

    @GET
    @Operation(operationId = "domains", summary = "Status of every domain, by name")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next page if there is one",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = DomainSummary[].class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@BeanParam PageRequest page) {
        return paginator.page(broadcaster, page);
    }

    @GET
    @Path("{domain}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "domain", summary = "Status of one domain")
    @APIResponse(
            responseCode = "200",
            description = "The domain",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DomainSummary.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response get(@PathParam("domain") String domain) {
        return broadcaster
                .find(domain)
                .map(summary -> Response.ok(summary).build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND, "Domain not found", "no window of " + domain + " was received"));
    }

    /** As {@link HistoryStore#windows}. */
    @GET
    @Path("{domain}/windows")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "windows", summary = "Drift windows of a domain, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "Windows, downsampled to the highest score per interval if there are more than limit",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WindowPoint[].class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response windows(
            @PathParam("domain") String domain,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("limit") @DefaultValue("1000") String limit) {
        if (!limit.matches("[0-9]{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_WINDOWS) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    "Invalid limit",
                    "limit: expected a number from 1 to %d, got '%s'".formatted(MAX_WINDOWS, limit));
        }
        try {
            List<TimestampedMessage<WindowPoint>> windows = history.windows(
                    domain, parseInstant(from, EARLIEST), parseInstant(until, LATEST), Integer.parseInt(limit));
            return Response.ok(windows).build();
        } catch (DateTimeException e) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    "Invalid time range",
                    "from, until: expected instants such as 2026-01-31T12:00:00Z in the years 1970 to 9999, got '%s' and '%s'"
                            .formatted(from, until));
        }
    }

    private static Instant parseInstant(String text, Instant defaultValue) {
        if (text == null) {
            return defaultValue;
        }
        Instant instant = Instant.parse(text);
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new DateTimeException(text);
        }
        return instant;
    }
}
