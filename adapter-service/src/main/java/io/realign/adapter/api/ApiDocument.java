package io.realign.adapter.api;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the OpenAPI document says of the API as a whole; the operations speak for themselves. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Realign",
                        version = "1",
                        description =
                                "Which model serves which domain, what was done about each alert, and what a person"
                                        + " may do about it. Errors are problems (RFC 9457)."),
        components =
                @Components(
                        responses =
                                @APIResponse(
                                        name = "Problem",
                                        description = "Why there is no other answer",
                                        content =
                                                @Content(
                                                        mediaType = "application/problem+json",
                                                        schema = @Schema(implementation = Problem.class)))))
public class ApiDocument extends Application {
    static final String PATH = "/api/openapi";
}
