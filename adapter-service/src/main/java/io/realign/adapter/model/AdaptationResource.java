package io.realign.adapter.model;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.Evaluation;
import io.realign.adaptation.Vote;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;

/** What was done about each alert, oldest first. */
@Path("/api/adaptations")
public class AdaptationResource {
    private final Registry registry;

    AdaptationResource(Registry registry) {
        this.registry = registry;
    }

    @GET
    public List<Adaptation> all() {
        return registry.history().adaptations().stream().map(Adaptation::of).toList();
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
