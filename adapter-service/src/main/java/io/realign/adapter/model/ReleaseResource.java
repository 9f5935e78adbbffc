package io.realign.adapter.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adaptation.Vote;
import io.realign.model.Aliases;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The releases, oldest first. */
@Path("/api/releases")
public class ReleaseResource {
    private final Registry registry;
    private final SigningKeys keys;
    private final ObjectMapper json;
    private final ReleaseArchive archive;

    ReleaseResource(Registry registry, SigningKeys keys, ObjectMapper json, ReleaseArchive archive) {
        this.registry = registry;
        this.keys = keys;
        this.json = json;
        this.archive = archive;
    }

    @GET
    public List<Release> all() {
        return registry.history().releases().stream().map(Release::of).toList();
    }

    /** Which version of each domain is the candidate, the live and the previous one. */
    @GET
    @Path("aliases")
    public List<Aliases> aliases() {
        return registry.history().aliases();
    }

    /** What a release says of itself, signed for tools that know nothing of Realign. */
    @GET
    @Path("{id}/statement")
    public Response statement(@PathParam("id") String id) throws JsonProcessingException {
        for (ModelRelease release : registry.history().releases()) {
            if (release.id().equals(id)) {
                byte[] payload = json.writeValueAsBytes(Statement.of(release));
                return Response.ok(
                                Envelope.of(Statement.PAYLOAD_TYPE, payload, keys.signer()),
                                MediaType.APPLICATION_JSON_TYPE)
                        .build();
            }
        }
        return Problem.response(Response.Status.NOT_FOUND, "No such release", "no release has the id " + id);
    }

    /**
     * The signed release itself, in a DSSE envelope, also after the topic has let go of it: by its id, or by its place in a
     * lineage.
     */
    @GET
    @Path("envelope")
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    public Response envelope(
            @QueryParam("id") String id, @QueryParam("domain") String domain, @QueryParam("version") Long version)
            throws IOException {
        if (id == null && (domain == null || version == null)) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    "Which release?",
                    "expected ?id=ID or ?domain=DOMAIN&version=VERSION, got neither");
        }
        ReleaseName name = id == null ? ReleaseName.of(domain, version) : ReleaseName.of(id);
        return archive.envelope(name)
                .map(envelope -> Response.ok(envelope).build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND,
                        "No such release",
                        "this service has published no release "
                                + (id == null ? domain + "@" + version : "of the id " + id)));
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
