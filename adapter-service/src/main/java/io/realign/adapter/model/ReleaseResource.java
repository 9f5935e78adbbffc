package io.realign.adapter.model;

import io.realign.adaptation.Vote;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;

/** The releases, oldest first. */
@Path("/api/releases")
public class ReleaseResource {
    private final Registry registry;

    ReleaseResource(Registry registry) {
        this.registry = registry;
    }

    @GET
    public List<Release> all() {
        return registry.history().releases().stream().map(Release::of).toList();
    }

    /** A release without its long lists. */
    public record Release(
            String id,
            String domain,
            long version,
            long parentVersion,
            String alertId,
            String adaptationId,
            List<Artifact> artifacts,
            int steps,
            List<Vote> votes,
            Instant createdAt) {
        static Release of(ModelRelease release) {
            return new Release(
                    release.id(),
                    release.domain(),
                    release.version(),
                    release.parentVersion(),
                    release.alertId(),
                    release.adaptationId(),
                    release.artifacts(),
                    release.steps(),
                    release.votes(),
                    release.createdAt());
        }
    }
}
