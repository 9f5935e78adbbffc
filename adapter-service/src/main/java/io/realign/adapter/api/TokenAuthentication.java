package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
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
 * Who asks, by the token that is shown: as a bearer, or as the password of any user, which is what a browser can ask for. What
 * is no token of the file is left to OpenID Connect, where that is switched on. Without either everybody may do everything, and
 * the service listens on the loopback alone.
 */
public final class TokenAuthentication implements HttpAuthenticationMechanism {
    static final String CHALLENGE = "Basic realm=\"Realign\", charset=\"UTF-8\"";
    private static final Logger LOG = Logger.getLogger(TokenAuthentication.class);
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** Before OpenID Connect's, which refuses what it does not know. */
    private static final int PRIORITY = 2 * HttpAuthenticationMechanism.DEFAULT_PRIORITY;

    private final Optional<Tokens> tokens;
    private final boolean openIdConnect;

    /**
     * Reads the tokens.
     *
     * @param file see {@link Tokens#read}
     * @param openIdConnect whether a provider says who somebody is
     * @param host the address that the service listens on
     * @throws IllegalArgumentException if there is no file, and others than this machine can ask; or the file holds something
     *     else
     */
    public TokenAuthentication(Optional<Path> file, boolean openIdConnect, String host) throws IOException {
        if (file.isEmpty() && !openIdConnect && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    ("realign.tokens: expected a file with tokens (or quarkus.oidc.tenant-enabled), as quarkus.http.host is %s"
                                    + " and no loopback address; got none")
                            .formatted(host));
        }
        this.openIdConnect = openIdConnect;
        this.tokens = file.isPresent() ? Optional.of(Tokens.read(file.get())) : Optional.empty();
    }

    /** Says at the start who is let in. */
    public void logMode() {
        if (openIdConnect) {
            LOG.info("who somebody is says OpenID Connect");
        }
        if (tokens.isPresent()) {
            LOG.infof("%d tokens are known", tokens.get().tokens().size());
        } else if (!openIdConnect) {
            LOG.warn("realign.tokens is not set: whoever reaches the loopback of this machine may do everything");
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        if (tokens.isEmpty()) {
            return openIdConnect
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().item(identity(Roles.withImplied(Roles.ADMIN)));
        }
        return credential(context.request().getHeader(HttpHeaderNames.AUTHORIZATION))
                .map(token -> tokens.get()
                        .roles(token)
                        .map(roles -> Uni.createFrom().item(identity(roles)))
                        .orElseGet(this::unknownToken))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private Uni<SecurityIdentity> unknownToken() {
        return openIdConnect
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
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
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

    /** Nothing that anybody has set where it is no user and password. */
    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded.strip()), UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            LOG.debug("credentials that are not in Base64", e);
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
