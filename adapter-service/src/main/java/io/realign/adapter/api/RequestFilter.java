package io.realign.adapter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Rejects requests before they are authenticated: malformed and too large requests, requests for unknown hosts (DNS rebinding),
 * cross-origin requests, and commands that a web page can send to another origin without a preflight request.
 */
@Singleton
public final class RequestFilter {
    /** Header that identifies a command. A web page needs a preflight request, which is rejected, to send it to another origin. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Runs before authentication and authorization. */
    private static final int PRIORITY = 1000;

    private static final Pattern ABSOLUTE_URI = Pattern.compile("(?i)https?://([^/?#]*).*");
    private static final String JSON = "application/json";
    private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> ALLOWED_FETCH_SITES = Set.of("same-origin", "none");

    private final AllowedHosts hosts;
    private final long maxBodySize;
    private final ObjectMapper json;

    RequestFilter(
            @ConfigProperty(name = "quarkus.http.host") String listenHost,
            @ConfigProperty(name = "realign.allowed-hosts") Optional<List<String>> allowedHosts,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize,
            ObjectMapper json) {
        this.hosts = AllowedHosts.of(listenHost, allowedHosts.orElse(List.of()));
        this.maxBodySize = maxBodySize.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    /** Vert.x rejects some malformed requests before it calls the filters. */
    void register(@Observes Router router) {
        router.route().order(-PRIORITY).failureHandler(this::handleFailure);
    }

    private void filter(RoutingContext context) {
        Optional<Problem> violation = violation(context.request());
        if (violation.isPresent()) {
            reject(context, violation.get());
        } else {
            context.next();
        }
    }

    private Optional<Problem> violation(HttpServerRequest request) {
        HostAndPort host = request.authority();
        if (host == null
                || host.host().isEmpty()
                || request.headers().getAll(HttpHeaderNames.HOST).size() > 1) {
            return Optional.of(problem(HttpResponseStatus.BAD_REQUEST, "expected one Host header with a valid host"));
        }
        boolean ownHost = hosts.contains(host.host(), request.localAddress().hostAddress());
        if (!request.uri().startsWith("/") && !(ownHost && isUriOf(host, request.uri()))) {
            return Optional.of(problem(
                    HttpResponseStatus.BAD_REQUEST, "expected a path or a URI of this service as request target"));
        }
        if (!ownHost) {
            return Optional.of(problem(
                    HttpResponseStatus.MISDIRECTED_REQUEST,
                    "expected a host of this service, got '%s'; if it is one, add it to REALIGN_ALLOWED_HOSTS"
                            .formatted(host.host())));
        }
        if (isCrossOrigin(request, host)) {
            return Optional.of(
                    problem(
                            HttpResponseStatus.FORBIDDEN,
                            "expected a request from a page of this service or from a program, got one from a page of another origin"));
        }
        if (!SAFE_METHODS.contains(request.method()) && !needsPreflight(request)) {
            return Optional.of(problem(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "expected a command with the header Content-Type: %s or the header %s, got neither"
                            .formatted(JSON, IDEMPOTENCY_KEY)));
        }
        if (isTooLarge(request)) {
            return Optional.of(problem(
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    "expected a body of at most %d bytes".formatted(maxBodySize)));
        }
        return Optional.empty();
    }

    private static boolean isUriOf(HostAndPort host, String uri) {
        Matcher absolute = ABSOLUTE_URI.matcher(uri);
        return absolute.matches() && absolute.group(1).equalsIgnoreCase(host.toString());
    }

    /**
     * Whether a page of another origin has sent the request. A link on such a page is allowed: the browser does not show the response to
     * the page that contains the link.
     */
    private static boolean isCrossOrigin(HttpServerRequest request, HostAndPort host) {
        boolean otherOrigin = request.headers().getAll(HttpHeaderNames.ORIGIN).stream()
                .anyMatch(origin ->
                        !origin.equalsIgnoreCase("http://" + host) && !origin.equalsIgnoreCase("https://" + host));
        boolean otherSite = !ALLOWED_FETCH_SITES.containsAll(request.headers().getAll("Sec-Fetch-Site"));
        return otherOrigin || (otherSite && !isNavigation(request));
    }

    private static boolean isNavigation(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    /** Whether a browser sends the request to another origin only after a preflight request. */
    private static boolean needsPreflight(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaderNames.CONTENT_TYPE);
        boolean json = type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
        return json || request.headers().contains(IDEMPOTENCY_KEY);
    }

    private boolean isTooLarge(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) > maxBodySize;
    }

    private void handleFailure(RoutingContext context) {
        String path = context.request().path();
        if (path == null || !path.startsWith("/") || context.statusCode() == HttpResponseStatus.BAD_REQUEST.code()) {
            reject(
                    context,
                    problem(
                            HttpResponseStatus.BAD_REQUEST,
                            "expected a valid Host header, and a path as request target"));
        } else {
            context.next();
        }
    }

    private static Problem problem(HttpResponseStatus status, String detail) {
        return new Problem(status.reasonPhrase(), status.code(), detail);
    }

    private void reject(RoutingContext context, Problem problem) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (isTooLarge(request) && request.version() != HttpVersion.HTTP_2) {
            // The service does not read the rest of the body.
            response.putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                    .endHandler(ended -> request.connection().close());
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.TYPE.toString())
                .end(toJson(problem));
    }

    private String toJson(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a problem as JSON", e);
        }
    }
}
