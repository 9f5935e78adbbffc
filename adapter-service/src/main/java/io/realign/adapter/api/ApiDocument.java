package io.realign.adapter.api;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Title, description and shared responses of the OpenAPI document. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Realign",
                        version = "1",
                        description = "Domains, alerts, adaptations, releases and rollout commands. Errors are problem"
                                + " details (RFC 9457)."),
        components =
                @Components(
                        responses =
                                @APIResponse(
                                        name = "Problem",
                                        description = "The problem, with what was expected and what was received",
                                        content =
                                                @Content(
                                                        mediaType = "application/problem+json",
                                                        schema = @Schema(implementation = Problem.class)))))
public class ApiDocument extends Application {
    static final String PATH = "/api/openapi";
}
