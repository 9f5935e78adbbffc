package io.realign.adapter.console.explanation;

import io.realign.adapter.api.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps missing inputs to status 404. */
public class ExplanationExceptionMapper {
    @ServerExceptionMapper
    public Response unavailable(ExplanationUnavailableException e) {
        return Problem.response(Response.Status.NOT_FOUND, "Explanation unavailable", e.getMessage());
    }
}
