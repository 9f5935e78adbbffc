package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adapter.BrokerResource;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is valid and describes its security schemes. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class OpenApiLintTest {
    private static final Path PACKAGE = Path.of("src", "test", "resources", "redocly");
    private static final Path WORK = Path.of("target", "redocly");
    private static final String DOCUMENT = "openapi.json";

    private record Result(int exitCode, String output) {}

    @TestHTTPResource("/")
    URI service;

    @Test
    void document_obeysTheSpecification_andTheRecommendedRules() throws Exception {
        assumeNpm();
        Files.createDirectories(WORK);
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(PACKAGE.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(WORK.resolve(DOCUMENT), document());

        Result installed = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        // The strict variant of the recommended rules turns warnings into errors.
        Result linted = npm(
                "exec",
                "--",
                "redocly",
                "lint",
                "--extends=spec",
                "--extends=recommended-strict",
                "--format=stylish",
                DOCUMENT);
        assertThat(linted.exitCode()).as(linted.output()).isZero();
        assertThat(linted.output()).contains(DOCUMENT + ": validated");
    }

    @Test
    void securitySchemes_areDescribed_andUsedByEveryProtectedOperation() throws Exception {
        JsonNode document = OpenApiModel.json(document());

        Map<String, String> schemes = Map.of(ApiDocument.TOKEN, "bearer", ApiDocument.PASSWORD, "basic");
        JsonNode described = document.at("/components/securitySchemes");
        assertThat(described.properties()).hasSameSizeAs(schemes.keySet()).allSatisfy(scheme -> {
            assertThat(scheme.getValue().get("type").asText()).isEqualTo("http");
            assertThat(scheme.getValue().get("scheme").asText()).isEqualTo(schemes.get(scheme.getKey()));
            assertThat(scheme.getValue().get("description").asText()).contains("REALIGN_TOKENS");
        });
        assertThat(document.at("/paths/~1api~1rollouts~1{domain}~1rollback/post/security")
                        .toString())
                .isEqualTo("[{\"token\":[\"operate\"]},{\"password\":[\"operate\"]}]");
        assertThat(document.at("/paths/~1artifacts~1{sha256}/get/security").toString())
                .isEqualTo("[]");
    }

    private byte[] document() throws IOException, InterruptedException {
        return new OpenApiModel(service)
                .send("GET", "api/openapi?format=json", BodyPublishers.noBody(), Optional.empty())
                .body();
    }

    /** Skips the test if npm is missing; fails it in CI. */
    private static void assumeNpm() {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "npm")));
        String missing = "npm is not installed: the OpenAPI document is not linted";
        assertThat(installed || System.getenv("CI") == null).as(missing).isTrue();
        Assumptions.assumeTrue(installed, missing);
    }

    private static Result npm(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("npm"), Stream.of(arguments)).toList())
                .directory(WORK.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }
}
