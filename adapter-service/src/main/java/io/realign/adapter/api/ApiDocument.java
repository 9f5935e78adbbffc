package io.realign.adapter.api;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/** Title, description, security schemes and shared responses of the OpenAPI document. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Realign",
                        version = "1",
                        description = "Domains, alerts, adaptations, releases and rollout commands. Errors are problem"
                                + " details (RFC 9457). Each operation names the role that it requires; without tokens and"
                                + " OpenID Connect every caller has every role. A command needs a JSON body or the header"
                                + " Idempotency-Key.",
                        license = @License(name = "Apache License 2.0", identifier = "Apache-2.0")),
        servers = @Server(url = "/", description = "This service"),
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = ApiDocument.TOKEN,
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "A token of the file REALIGN_TOKENS, or an access token of the OpenID"
                                            + " Connect provider whose claim 'groups' contains the role."),
                            @SecurityScheme(
                                    securitySchemeName = ApiDocument.PASSWORD,
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "basic",
                                    description =
                                            "A token of the file REALIGN_TOKENS as password, with any user name, for browsers.")
                        },
                        responses =
                                @APIResponse(
                                        name = ApiDocument.PROBLEM,
                                        description = "The problem, with the expected and the received value",
                                        content =
                                                @Content(
                                                        mediaType = "application/problem+json",
                                                        schema = @Schema(implementation = Problem.class)))))
public class ApiDocument extends Application {
    static final String PATH = "/api/openapi";
    static final String PROBLEM = "Problem";
    static final String TOKEN = "token";
    static final String PASSWORD = "password";
}
