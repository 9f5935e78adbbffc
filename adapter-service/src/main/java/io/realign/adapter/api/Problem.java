package io.realign.adapter.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Problem details of an HTTP error (RFC 9457).
 *
 * @param title type of the problem
 * @param status HTTP status
 * @param detail explanation, with the expected and the received value if there are any
 */
public record Problem(String title, int status, String detail) {
    public static final MediaType TYPE = new MediaType("application", "problem+json");

    /** A problem whose title is the reason phrase of the status. */
    static Response response(Response.StatusType status, String detail) {
        return response(status, status.getReasonPhrase(), detail);
    }

    public static Response notFound(String type, String id) {
        String title = Character.toUpperCase(type.charAt(0)) + type.substring(1) + " not found";
        return response(Response.Status.NOT_FOUND, title, "no %s has the id %s".formatted(type, id));
    }

    public static Response response(Response.StatusType status, String title, String detail) {
        return Response.status(status)
                .type(TYPE)
                .entity(new Problem(title, status.getStatusCode(), detail))
                .build();
    }
}
