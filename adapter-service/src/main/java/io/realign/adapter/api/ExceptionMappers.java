package io.realign.adapter.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers every request that fails with a problem (RFC 9457): the asker's mistake with what was expected, and a fault of ours
 * with nothing but a number under which the log has the rest.
 */
public class ExceptionMappers {
    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);
    private static final int SERVER_ERROR = 500;

    @ServerExceptionMapper
    public Response clientError(WebApplicationException e, UriInfo uri) {
        Response said = e.getResponse();
        if (said.getStatus() >= SERVER_ERROR) {
            return internalError(e, uri);
        }
        Response answer = Problem.response(said.getStatusInfo(), detail(e, uri));
        String allowed = said.getHeaderString(HttpHeaders.ALLOW);
        return allowed == null
                ? answer
                : Response.fromResponse(answer)
                        .header(HttpHeaders.ALLOW, allowed)
                        .build();
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException e) {
        return unauthorizedResponse();
    }

    @ServerExceptionMapper
    public Response unauthorized(AuthenticationFailedException e) {
        return unauthorizedResponse();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, UriInfo uri) {
        return Problem.response(
                Status.FORBIDDEN,
                "expected a token whose role may do this at " + uri.getPath() + ", got one that may not");
    }

    @ServerExceptionMapper
    public Response internalError(Throwable e, UriInfo uri) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(e, "incident %s: %s has no answer", incident, uri.getPath());
        return Problem.response(
                Status.INTERNAL_SERVER_ERROR,
                "this service could not answer; its log says why under incident " + incident);
    }

    private static Response unauthorizedResponse() {
        Response answer = Problem.response(
                Status.UNAUTHORIZED,
                "expected a token of realign.tokens, as a bearer or as a password, got none or an unknown one");
        return Response.fromResponse(answer)
                .header(HttpHeaders.WWW_AUTHENTICATE, TokenAuthentication.CHALLENGE)
                .build();
    }

    private static String detail(WebApplicationException e, UriInfo uri) {
        if (e instanceof NotAllowedException) {
            return "expected another method for " + uri.getPath() + ", see " + ApiDocument.PATH;
        }
        if (e instanceof NotFoundException) {
            return "expected a path and values as in " + ApiDocument.PATH + ", got "
                    + uri.getRequestUri().getRawPath();
        }
        return "expected a request as in " + ApiDocument.PATH + " for " + uri.getPath();
    }
}
