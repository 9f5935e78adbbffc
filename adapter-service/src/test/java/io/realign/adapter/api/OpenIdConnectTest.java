package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.realign.adapter.BrokerResource;
import io.realign.adapter.TokenAuthenticationProfile;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Authentication by OpenID Connect: published keys and roles in signed tokens. */
@QuarkusTest
@TestProfile(OpenIdConnectTest.Provided.class)
class OpenIdConnectTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI service;

    @Test
    void reader_mayRead_butNotOperate() throws Exception {
        String anna = Provider.token("anna", "realign", Set.of("read"), Duration.ofMinutes(5));

        assertThat(get(anna)).isEqualTo(200);
        assertThat(post(anna)).isEqualTo(403);
    }

    @Test
    void operator_mayAlsoRead() throws Exception {
        String otto = Provider.token("otto", "realign", Set.of("operate"), Duration.ofMinutes(5));

        assertThat(get(otto)).isEqualTo(200);
        assertThat(post(otto)).isEqualTo(404);
    }

    @Test
    void tokenForAnotherAudience_expiredOrMalformed_isRejected() throws Exception {
        assertThat(get(Provider.token("anna", "other-audience", Set.of("read"), Duration.ofMinutes(5))))
                .isEqualTo(401);
        assertThat(get(Provider.token("anna", "realign", Set.of("read"), Duration.ofMinutes(-5))))
                .isEqualTo(401);
        assertThat(get("something")).isEqualTo(401);
    }

    @Test
    void fileToken_isAccepted_togetherWithOpenIdConnect() throws Exception {
        assertThat(get(TokenAuthenticationProfile.READER)).isEqualTo(200);
    }

    private int get(String token) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(service.resolve("api/alerts")), token);
    }

    private int post(String token) throws IOException, InterruptedException {
        URI pause = service.resolve("api/rollouts/nobody/pause");
        return status(
                HttpRequest.newBuilder(pause)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"version\": 1}")),
                token);
    }

    private int status(HttpRequest.Builder request, String token) throws IOException, InterruptedException {
        return http.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.discarding())
                .statusCode();
    }

    public static final class Provided implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(new TokenAuthenticationProfile().getConfigOverrides());
            settings.put("quarkus.oidc.tenant-enabled", "true");
            settings.put("quarkus.oidc.client-id", "realign");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(BrokerResource.class), new TestResourceEntry(Provider.class));
        }
    }

    /** Identity provider that publishes its key at the discovery endpoint and signs tokens with it. */
    public static final class Provider implements QuarkusTestResourceLifecycleManager {
        private static final KeyPair KEYS = keys();
        private static String issuer;
        private HttpServer server;

        static String token(String subject, String audience, Set<String> roles, Duration validity) {
            long now = System.currentTimeMillis() / 1000;
            return Jwt.issuer(issuer)
                    .subject(subject)
                    .audience(audience)
                    .groups(roles)
                    .issuedAt(now - 600)
                    .expiresAt(now + validity.toSeconds())
                    .jws()
                    .keyId("one")
                    .sign(KEYS.getPrivate());
        }

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            issuer = "http://127.0.0.1:" + server.getAddress().getPort();
            addJson("/.well-known/openid-configuration", """
                    {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "authorization_endpoint": "%1$s/login",
                     "token_endpoint": "%1$s/token"}""".formatted(issuer));
            RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
            addJson("/keys", """
                    {"keys": [{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "one", "n": "%s", "e": "%s"}]}""".formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent())));
            server.start();
            return Map.of("quarkus.oidc.auth-server-url", issuer);
        }

        @Override
        public void stop() {
            server.stop(0);
        }

        private void addJson(String path, String json) {
            server.createContext(path, exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                byte[] body = json.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
        }

        private static String unsigned(BigInteger number) {
            byte[] bytes = number.toByteArray();
            byte[] magnitude = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
        }

        private static KeyPair keys() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has RSA", e);
            }
        }
    }
}
