package io.realign.client.internal;

import io.realign.model.Artifact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP client of the adapter service. It retries connection failures and 5xx responses. All attempts together have a time limit,
 * which increases with the maximum size of the response, so a slow server cannot block a caller. The client neither caches nor
 * verifies responses.
 */
public final class AdapterServiceClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final RetryPolicy RETRIES = new RetryPolicy(Duration.ofMillis(250), Duration.ofSeconds(1), 3);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final long MIN_BYTES_PER_SECOND = 1 << 20;

    private final URI address;
    private final HttpClient client;
    private final RetryPolicy retries;
    private final Duration timeout;
    private final Optional<String> token;

    /**
     * Creates a client without connecting.
     *
     * @param address address of the adapter service, such as {@code http://127.0.0.1:8080}
     * @param token bearer token of the API, if it requires authentication
     * @throws IllegalArgumentException if the address is not an HTTP address
     */
    public AdapterServiceClient(URI address, Optional<String> token) {
        this(address, token, RETRIES, TIMEOUT);
    }

    /** @param timeout time limit of all attempts together; increases with the maximum size of the response */
    AdapterServiceClient(URI address, Optional<String> token, RetryPolicy retries, Duration timeout) {
        this.timeout = timeout;
        this.address = requireHttpAddress(address);
        this.client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        this.retries = retries;
        this.token = token;
    }

    /** Returns the address. Throws an {@link IllegalArgumentException} if it is not an HTTP address. */
    public static URI requireHttpAddress(URI adapter) {
        if (adapter.getHost() == null || !List.of("http", "https").contains(adapter.getScheme())) {
            throw new IllegalArgumentException("adapter: expected http://host:port, got '" + adapter + "'");
        }
        return adapter;
    }

    /**
     * Fetches the artifact with a digest; empty if it does not exist.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @throws ModelLoadException if all attempts fail, or the response exceeds {@link Artifact#MAX_SIZE} bytes
     */
    public Optional<byte[]> fetchArtifact(String sha256) throws ModelLoadException {
        return fetchIfPresent("artifacts/" + sha256, Artifact.MAX_SIZE);
    }

    /**
     * Fetches a resource of the API; empty if it does not exist.
     *
     * @param path URL-encoded path after {@code /api/}
     * @param maxBytes maximum size of the response
     * @throws ModelLoadException if all attempts fail, or the response exceeds {@code maxBytes}
     */
    public Optional<byte[]> get(String path, long maxBytes) throws ModelLoadException {
        return fetchIfPresent("api/" + path, maxBytes);
    }

    byte[] fetch(Artifact artifact) throws ModelLoadException {
        String path = "artifacts/" + artifact.sha256();
        return fetchIfPresent(path, artifact.size())
                .orElseThrow(() -> unexpected(uri(path).toString(), "status " + NOT_FOUND));
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private Optional<byte[]> fetchIfPresent(String path, long maxBytes) throws ModelLoadException {
        HttpResponse<byte[]> response = sendWithRetries(uri(path), maxBytes);
        return switch (response.statusCode()) {
            case OK -> Optional.of(response.body());
            case NOT_FOUND -> Optional.empty();
            default -> throw unexpected(response.uri().toString(), "status " + response.statusCode());
        };
    }

    private URI uri(String path) {
        return URI.create(address.toString().replaceAll("/+$", "") + "/" + path);
    }

    private HttpResponse<byte[]> sendWithRetries(URI uri, long maxBytes) throws ModelLoadException {
        String failure = "";
        long deadline = System.nanoTime() + timeLimit(maxBytes).toNanos();
        for (int failures = 0; failures < retries.maxAttempts(); failures++) {
            try {
                if (failures > 0) {
                    Thread.sleep(retries.backoff(failures).toMillis());
                }
                HttpResponse<byte[]> response = send(uri, maxBytes, deadline);
                if (response.statusCode() < SERVER_ERROR) {
                    return response;
                }
                failure = "status " + response.statusCode();
            } catch (TimeoutException e) {
                throw unexpected(uri.toString(), "no complete response within " + timeLimit(maxBytes));
            } catch (IOException e) {
                failure = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ModelLoadException.retriable("interrupted while fetching " + uri);
            }
        }
        throw unexpected(uri.toString(), failure + " in " + retries.maxAttempts() + " attempts");
    }

    private Duration timeLimit(long maxBytes) {
        return timeout.plusSeconds(maxBytes / MIN_BYTES_PER_SECOND);
    }

    private static ModelLoadException unexpected(String uri, String actual) {
        return ModelLoadException.retriable("expected a response from %s, got %s".formatted(uri, actual));
    }

    /** Limits the time to the complete body. The request timeout of the HTTP client limits only the time to the headers. */
    private HttpResponse<byte[]> send(URI uri, long maxBytes, long deadline)
            throws IOException, TimeoutException, InterruptedException, ModelLoadException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(
                request.build(),
                head -> head.statusCode() == OK ? new BoundedBody(maxBytes) : BodySubscribers.replacing(new byte[0]));
        try {
            return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BoundedBody.OversizedException oversized) {
                throw ModelLoadException.retriable(oversized.getMessage());
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            response.cancel(true);
        }
    }
}
