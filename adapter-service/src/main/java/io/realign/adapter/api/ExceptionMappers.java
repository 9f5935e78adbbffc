package io.realign.adapter.api;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
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
 * Maps exceptions to problem details (RFC 9457). The response to a client error states the expected value. The
 * response to a server error reveals only an incident id, under which the stack trace is logged.
 */
public class ExceptionMappers {
    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);
    private static final int SERVER_ERROR = 500;

    @ServerExceptionMapper
    public Response clientError(WebApplicationException e, UriInfo uri) {
        Response original = e.getResponse();
        if (original.getStatus() >= SERVER_ERROR) {
            return internalError(e, uri);
        }
        Response response = Problem.response(original.getStatusInfo(), detail(e, uri));
        String allowed = original.getHeaderString(HttpHeaders.ALLOW);
        return allowed == null
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.ALLOW, allowed)
                        .build();
    }

    @ServerExceptionMapper
    public Response invalidJson(MismatchedInputException e, UriInfo uri) {
        return Problem.response(
                Status.BAD_REQUEST, "expected a JSON body as in " + ApiDocument.PATH + " for " + uri.getPath());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized() {
        Response response = Problem.response(
                Status.UNAUTHORIZED,
                "expected a token of realign.tokens, as a bearer token or password; got none or an unknown one");
        return Response.fromResponse(response)
                .header(HttpHeaders.WWW_AUTHENTICATE, TokenAuthentication.CHALLENGE)
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, UriInfo uri) {
        return Problem.response(Status.FORBIDDEN, "the role of this token is not allowed to access " + uri.getPath());
    }

    @ServerExceptionMapper
    public Response internalError(Throwable e, UriInfo uri) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(e, "incident %s: request for %s failed", incident, uri.getPath());
        return Problem.response(
                Status.INTERNAL_SERVER_ERROR,
                "internal error; see incident " + incident + " in the log of the service");
    }

    private static String detail(WebApplicationException e, UriInfo uri) {
        if (e instanceof NotAllowedException) {
            return "method not allowed for " + uri.getPath() + "; see " + ApiDocument.PATH;
        }
        if (e instanceof NotFoundException) {
            return "expected a path and parameter values as in " + ApiDocument.PATH + ", got "
                    + uri.getRequestUri().getRawPath();
        }
        return "expected a request as in " + ApiDocument.PATH + " for " + uri.getPath();
    }
}
