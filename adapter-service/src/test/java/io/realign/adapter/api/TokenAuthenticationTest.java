package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.realign.adapter.TokenAuthenticationProfile;
import io.realign.adapter.api.OpenApiModel.Operation;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every operation requires its role; operations without a role require no token. */
@QuarkusTest
@TestProfile(TokenAuthenticationProfile.class)
class TokenAuthenticationTest {
    /** Required role by operation id; empty if no token is required. */
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("dashboardSnapshot", Roles.READ),
            Map.entry("dashboardEvents", Roles.READ),
            Map.entry("adaptations", Roles.READ),
            Map.entry("adaptation", Roles.READ),
            Map.entry("alerts", Roles.READ),
            Map.entry("alert", Roles.READ),
            Map.entry("consumers", Roles.READ),
            Map.entry("domains", Roles.READ),
            Map.entry("domain", Roles.READ),
            Map.entry("windows", Roles.READ),
            Map.entry("deadLetters", Roles.READ),
            Map.entry("deadLetterCounts", Roles.READ),
            Map.entry("redriveDeadLetter", Roles.OPERATE),
            Map.entry("curves", Roles.READ),
            Map.entry("features", Roles.READ),
            Map.entry("embeddingMap", Roles.READ),
            Map.entry("diagnosis", Roles.READ),
            Map.entry("releases", Roles.READ),
            Map.entry("aliases", Roles.READ),
            Map.entry("statement", Roles.READ),
            Map.entry("envelope", Roles.READ),
            Map.entry("instance", Roles.READ),
            Map.entry("rollouts", Roles.READ),
            Map.entry("webhooks", Roles.READ),
            Map.entry("pause", Roles.OPERATE),
            Map.entry("resume", Roles.OPERATE),
            Map.entry("advance", Roles.OPERATE),
            Map.entry("rollback", Roles.OPERATE),
            Map.entry("rebuildHistory", Roles.ADMIN),
            Map.entry("artifact", ""));

    @TestHTTPResource("/")
    URI service;

    @Test
    void everyOperation_requiresTheDocumentedRole() throws Exception {
        Map<String, String> operations = new TreeMap<>();
        for (Operation operation : new OpenApiModel(service).operations()) {
            String role = ROLES.get(operation.id());
            operations.put(operation.id(), role);
            if (operation.streams()) {
                assertThat(status(operation, Optional.empty())).isEqualTo(401);
                continue;
            }
            assertThat(role).as(operation.id()).isNotNull();
            boolean anonymousAllowed = role.isEmpty();
            assertThat(denied(operation, Optional.empty())).as(operation.id()).isEqualTo(!anonymousAllowed);
            assertThat(denied(operation, Optional.of("Bearer " + TokenAuthenticationProfile.READER)))
                    .as(operation.id())
                    .isEqualTo(List.of(Roles.OPERATE, Roles.ADMIN).contains(role));
            assertThat(denied(operation, Optional.of("Bearer " + TokenAuthenticationProfile.OPERATOR)))
                    .as(operation.id())
                    .isEqualTo(role.equals(Roles.ADMIN));
            assertThat(denied(operation, Optional.of("Bearer " + TokenAuthenticationProfile.ADMINISTRATOR)))
                    .as(operation.id())
                    .isFalse();
        }
        assertThat(operations.keySet()).isEqualTo(ROLES.keySet());
    }

    @Test
    void unauthorizedRequests_areProblems_withAChallenge() throws Exception {
        HttpResponse<byte[]> anonymous = get("api/rollouts", Optional.empty());
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(OpenApiModel.type(anonymous)).startsWith(OpenApiModel.PROBLEM);
        assertThat(anonymous.headers().firstValue("WWW-Authenticate")).hasValue(TokenAuthentication.CHALLENGE);

        HttpResponse<byte[]> unknown = get("api/rollouts", Optional.of("Bearer " + "x".repeat(Tokens.MIN_LENGTH)));
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(OpenApiModel.type(unknown)).startsWith(OpenApiModel.PROBLEM);

        HttpResponse<byte[]> reader = new OpenApiModel(service)
                .send(
                        "POST",
                        "api/rollouts/oven/rollback",
                        BodyPublishers.ofString("{\"version\": 1}"),
                        Optional.of("Bearer " + TokenAuthenticationProfile.READER));
        assertThat(reader.statusCode()).isEqualTo(403);
        assertThat(OpenApiModel.type(reader)).startsWith(OpenApiModel.PROBLEM);
    }

    @Test
    void token_isAcceptedAsBasicPassword_withAnyUserName() throws Exception {
        assertThat(get("", Optional.empty()).statusCode()).isEqualTo(401);
        assertThat(get("", Optional.of(basic("anna:" + TokenAuthenticationProfile.READER)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("api/rollouts", Optional.of(basic("anna:" + TokenAuthenticationProfile.READER)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("api/rollouts", Optional.of("Basic !!")).statusCode()).isEqualTo(401);
        assertThat(get("api/rollouts", Optional.of("Digest x")).statusCode()).isEqualTo(401);
    }

    @Test
    void health_requiresNoToken() throws Exception {
        assertThat(get("q/health/live", Optional.empty()).statusCode()).isEqualTo(200);
    }

    private boolean denied(Operation operation, Optional<String> authorization) throws Exception {
        int status = status(operation, authorization);
        return status == 401 || status == 403;
    }

    private int status(Operation operation, Optional<String> authorization) throws Exception {
        return new OpenApiModel(service)
                .send(operation.method(), operation.filled("absent"), OpenApiModel.body(operation), authorization)
                .statusCode();
    }

    private HttpResponse<byte[]> get(String target, Optional<String> authorization) throws Exception {
        return new OpenApiModel(service).send("GET", target, BodyPublishers.noBody(), authorization);
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
    }
}
