package io.realign.adapter.store;

import io.realign.adapter.api.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Serves artifacts by their digest. An artifact is immutable, so clients may cache it forever. No token is required, since a digest
 * cannot be guessed: clients get it from a release. Event snapshots are artifacts as well and are served here.
 */
@Path("/artifacts")
@PermitAll
@Blocking
public class ArtifactResource {
    private static final String IMMUTABLE_CACHE_CONTROL = "public, max-age=31536000, immutable";

    private final ArtifactStore store;

    ArtifactResource(ArtifactStore store) {
        this.store = store;
    }

    @GET
    @Path("{sha256}")
    @Operation(operationId = "artifact", summary = "Artifact of a release, by its SHA-256 digest")
    @APIResponse(
            responseCode = "200",
            description = "Content of the artifact",
            content = @Content(mediaType = "application/octet-stream"))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response get(@PathParam("sha256") String sha256) throws IOException {
        Optional<ArtifactStore.Content> found;
        try {
            found = store.find(sha256);
        } catch (IllegalArgumentException e) {
            return Problem.response(Response.Status.BAD_REQUEST, "Malformed digest", e.getMessage());
        }
        return found.map(ArtifactResource::content)
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND,
                        "No such artifact",
                        "no artifact with the SHA-256 digest " + sha256));
    }

    private static Response content(ArtifactStore.Content content) {
        return Response.ok(content.bytes(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, content.size())
                .header(HttpHeaders.CACHE_CONTROL, IMMUTABLE_CACHE_CONTROL)
                .build();
    }
}
