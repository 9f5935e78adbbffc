package io.realign.adapter.console.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.Roles;
import io.realign.adapter.store.DsseEnvelope;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ObjectKey;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.model.Aliases;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Releases, with their aliases, signed envelopes and provenance statements. */
@Path("/api/releases")
@RolesAllowed(Roles.READ)
public class ReleaseResource {
    private final ModelRegistry registry;
    private final SigningKeys keys;
    private final ObjectMapper json;
    private final ReleaseArchive archive;
    private final HistoryStore history;
    private final Paginator paginator;

    ReleaseResource(
            ModelRegistry registry,
            SigningKeys keys,
            ObjectMapper json,
            ReleaseArchive archive,
            HistoryStore history,
            Paginator paginator) {
        this.registry = registry;
        this.keys = keys;
        this.json = json;
        this.archive = archive;
        this.history = history;
        this.paginator = paginator;
    }

    /** Each rollout step is a separate item. */
    @GET
    @Operation(operationId = "releases", summary = "The releases and the steps of their rollouts, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page, with a link to the next page if there is one",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ModelRelease[].class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    public Response list(@QueryParam("domain") String domain, @BeanParam PageRequest page) {
        return paginator.page(
                MessageWithRollback.list(
                        history.pagedMessages(HistoryTopic.RELEASES, Optional.ofNullable(domain)),
                        release -> history.rollback(release.domain(), release.version())),
                page);
    }

    @GET
    @Path("aliases")
    @Operation(
            operationId = "aliases",
            summary = "The version of each domain that is rolled out (candidate), the serving and the previous version")
    public List<Aliases> aliases() {
        return registry.releaseHistory().aliases();
    }

    @GET
    @Path("{id}/statement")
    @Operation(operationId = "statement", summary = "Provenance statement of a release, in a DSSE envelope")
    @APIResponse(responseCode = "200", description = "The envelope", content = @Content(mediaType = "application/json"))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response statement(@PathParam("id") String id) throws JsonProcessingException {
        Optional<ModelRelease> release = registry.releaseHistory().releases().stream()
                .filter(known -> known.id().equals(id))
                .findFirst();
        if (release.isEmpty()) {
            return Problem.notFound("release", id);
        }
        byte[] payload = json.writeValueAsBytes(ProvenanceStatement.of(release.get()));
        return Response.ok(
                        DsseEnvelope.of(ProvenanceStatement.PAYLOAD_TYPE, payload, keys.signer()),
                        MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** Reads the archive, so it also finds a release whose record has expired in Kafka. */
    @GET
    @Path("envelope")
    @Operation(operationId = "envelope", summary = "Signed release in a DSSE envelope, by id or by domain and version")
    @APIResponse(responseCode = "200", description = "The envelope", content = @Content(mediaType = "application/json"))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    public Response envelope(
            @QueryParam("id") String id, @QueryParam("domain") String domain, @QueryParam("version") Long version)
            throws IOException {
        if (id == null && (domain == null || version == null)) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    "Missing query parameters",
                    "expected ?id=ID or ?domain=DOMAIN&version=VERSION, got neither");
        }
        ObjectKey archiveKey = id == null ? ObjectKey.ofRelease(domain, version) : ObjectKey.ofRelease(id);
        return archive.envelope(archiveKey)
                .map(envelope -> Response.ok(envelope).build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND,
                        "Release not found",
                        "this service has published no release "
                                + (id == null ? domain + "@" + version : "with the id " + id)));
    }
}
