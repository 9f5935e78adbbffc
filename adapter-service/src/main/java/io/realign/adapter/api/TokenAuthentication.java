package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Authenticates requests by a token of the token file. A client sends it as a bearer token, or as the password of any user (HTTP
 * Basic, for browsers). If OpenID Connect is enabled, tokens that the file does not contain are passed on to it. With
 * neither a token file nor OpenID Connect, every request has the role admin, and the service must listen on a loopback address.
 */
public final class TokenAuthentication implements HttpAuthenticationMechanism {
    static final String CHALLENGE = "Basic realm=\"Realign\", charset=\"UTF-8\"";
    private static final Logger LOG = Logger.getLogger(TokenAuthentication.class);
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** Precedes OpenID Connect, which rejects tokens that it does not know. */
    private static final int PRIORITY = 2 * HttpAuthenticationMechanism.DEFAULT_PRIORITY;

    private final Optional<Tokens> tokens;
    private final boolean openIdConnect;

    /**
     * @param file see {@link Tokens#read}
     * @param openIdConnect whether OpenID Connect is enabled
     * @param host address on which the service listens
     * @throws IllegalArgumentException if the file is invalid, or if there is no file, OpenID Connect is disabled and the host is
     *     not a loopback address
     */
    public TokenAuthentication(Optional<Path> file, boolean openIdConnect, String host) throws IOException {
        if (file.isEmpty() && !openIdConnect && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    ("realign.tokens: expected a token file or quarkus.oidc.tenant-enabled=true, got neither;"
                                    + " required because quarkus.http.host=%s is not a loopback address")
                            .formatted(host));
        }
        this.openIdConnect = openIdConnect;
        this.tokens = file.isPresent() ? Optional.of(Tokens.read(file.get())) : Optional.empty();
    }

    public void logMode() {
        if (openIdConnect) {
            LOG.info("OpenID Connect is enabled");
        }
        if (tokens.isPresent()) {
            LOG.infof(
                    "token authentication is enabled with %d tokens",
                    tokens.get().tokens().size());
        } else if (!openIdConnect) {
            LOG.warn("realign.tokens is not set: every local request has the role admin");
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        if (tokens.isEmpty()) {
            return openIdConnect
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().item(identity(Roles.withImplied(Roles.ADMIN)));
        }
        Optional<String> credential = credential(context.request().getHeader(HttpHeaderNames.AUTHORIZATION));
        Optional<Set<String>> roles = credential.flatMap(tokens.get()::roles);
        if (roles.isPresent()) {
            return Uni.createFrom().item(identity(roles.get()));
        }
        return credential.isEmpty() || openIdConnect
                ? Uni.createFrom().nullItem()
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        if (tokens.isEmpty() && openIdConnect) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(new ChallengeData(
                        HttpResponseStatus.UNAUTHORIZED.code(), HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "token"));
    }

    private static Optional<String> credential(String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.startsWith(BEARER)) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        return header.startsWith(BASIC) ? Optional.of(password(header.substring(BASIC.length()))) : Optional.of("");
    }

    /** The password of {@code user:password} in Base64; empty, which matches no token, if the encoding is invalid. */
    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded.strip()), UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            LOG.debug("Basic credentials are not valid Base64", e);
            return "";
        }
    }

    private static SecurityIdentity identity(Set<String> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("token"))
                .addRoles(roles)
                .build();
    }
}
