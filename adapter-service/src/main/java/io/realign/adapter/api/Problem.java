package io.realign.adapter.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Why a request has no answer (RFC 9457).
 *
 * @param title the kind of problem
 * @param status the HTTP status
 * @param detail what was expected and what came
 */
public record Problem(String title, int status, String detail) {
    /** The media type of a problem. */
    public static final MediaType TYPE = new MediaType("application", "problem+json");

    /** With the status' own words for a title. */
    static Response response(Response.StatusType status, String detail) {
        return response(status, status.getReasonPhrase(), detail);
    }

    public static Response response(Response.StatusType status, String title, String detail) {
        return Response.status(status)
                .type(TYPE)
                .entity(new Problem(title, status.getStatusCode(), detail))
                .build();
    }
}
