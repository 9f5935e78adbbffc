package io.realign.adapter.model;

import io.realign.adapter.model.ArtifactStore.Content;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;

/** The bytes behind a release, by the digest that it names. They never change, so a cache may keep them for good. */
@Path("/artifacts")
@Blocking
public class ArtifactResource {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final ArtifactStore store;

    ArtifactResource(ArtifactStore store) {
        this.store = store;
    }

    @GET
    @Path("{sha256}")
    public Response get(@PathParam("sha256") String sha256) throws IOException {
        Optional<Content> found;
        try {
            found = store.find(sha256);
        } catch (IllegalArgumentException e) {
            return Problem.response(Response.Status.BAD_REQUEST, "Malformed digest", e.getMessage());
        }
        return found.map(ArtifactResource::content)
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND,
                        "No such artifact",
                        "no release of this service has an artifact with the SHA-256 " + sha256));
    }

    private static Response content(Content content) {
        return Response.ok(content.bytes(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, content.size())
                .header(HttpHeaders.CACHE_CONTROL, FOR_GOOD)
                .build();
    }
}
