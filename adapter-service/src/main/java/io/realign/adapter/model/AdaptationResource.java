package io.realign.adapter.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.Evaluation;
import io.realign.adaptation.Vote;
import io.realign.adapter.api.Listing;
import io.realign.adapter.api.Page;
import io.realign.adapter.api.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What was done about each alert, oldest first. */
@Path("/api/adaptations")
@RolesAllowed(Roles.READ)
public class AdaptationResource {
    private final Registry registry;
    private final Listing listing;

    AdaptationResource(Registry registry, Listing listing) {
        this.registry = registry;
        this.listing = listing;
    }

    @GET
    @Operation(operationId = "adaptations", summary = "What was done about each alert, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next one where there is one",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Adaptation.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response all(@BeanParam Page page) throws JsonProcessingException {
        List<Adaptation> all =
                registry.history().adaptations().stream().map(Adaptation::of).toList();
        return listing.page(all, Adaptation::id, page);
    }

    /** A record without its long lists. */
    public record Adaptation(
            String id,
            String alertId,
            String domain,
            AdaptationRecord.Outcome outcome,
            long parentVersion,
            long version,
            int sourceRows,
            int targetRows,
            int steps,
            List<Vote> votes,
            String reason,
            Instant startedAt,
            Instant finishedAt,
            Evaluation evaluation,
            long cpuMillis) {
        static Adaptation of(AdaptationRecord record) {
            return new Adaptation(
                    record.id(),
                    record.alertId(),
                    record.domain(),
                    record.outcome(),
                    record.parentVersion(),
                    record.version(),
                    record.sourceRows(),
                    record.targetRows(),
                    record.steps(),
                    record.votes(),
                    record.reason(),
                    record.startedAt(),
                    record.finishedAt(),
                    record.evaluation(),
                    record.cpuMillis());
        }
    }
}
