package io.realign.client.internal;

import io.realign.model.Artifact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets bytes from the adapter over HTTP. The rule of trying again: a server that could not be reached, broke off, was too slow or
 * answered with 5xx is asked {@value #MAX_ATTEMPTS} times in all; every other answer is final.
 */
final class HttpDownloader {
    private static final int MAX_ATTEMPTS = 3;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final long MIN_BYTES_PER_SECOND = 1 << 20;

    private final String server;
    private final HttpClient client;
    private final Duration timeout;
    private final Duration initialBackoff;
    private final Optional<String> token;

    HttpDownloader(URI adapter) {
        this(adapter, Duration.ofSeconds(10), Duration.ofMillis(250), Optional.empty());
    }

    /** @param token shown with each request, to those who ask for one */
    HttpDownloader(URI adapter, Optional<String> token) {
        this(adapter, Duration.ofSeconds(10), Duration.ofMillis(250), token);
    }

    /**
     * @param adapter address of the server
     * @param patience how long an attempt may take, and a second more for each MiB
     * @param pause before the second attempt; doubled before each further one
     * @param token shown with each request, if there is one
     */
    HttpDownloader(URI adapter, Duration patience, Duration pause, Optional<String> token) {
        this.server = adapter.toString().replaceAll("/+$", "") + "/";
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
        this.timeout = patience;
        this.initialBackoff = pause;
        this.token = token;
    }

    /** What the server sends, at most as many bytes as the artifact has. */
    byte[] fetch(Artifact artifact) throws ModelLoadException {
        return fetchIfPresent("artifacts/" + artifact.sha256(), artifact.size())
                .orElseThrow(() -> unexpected(server + "artifacts/" + artifact.sha256(), "status " + NOT_FOUND));
    }

    /**
     * What the server has at a path; empty if it says that there is nothing.
     *
     * @param limit how many bytes it may be
     */
    Optional<byte[]> fetchIfPresent(String path, long limit) throws ModelLoadException {
        HttpResponse<byte[]> response = sendWithRetries(URI.create(server + path), limit);
        return switch (response.statusCode()) {
            case OK -> Optional.of(response.body());
            case NOT_FOUND -> Optional.empty();
            default -> throw unexpected(response.uri().toString(), "status " + response.statusCode());
        };
    }

    private HttpResponse<byte[]> sendWithRetries(URI address, long limit) throws ModelLoadException {
        String failure = "";
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                if (attempt > 0) {
                    Thread.sleep(initialBackoff.toMillis() << (attempt - 1));
                }
                HttpResponse<byte[]> response = send(address, limit);
                if (response.statusCode() < SERVER_ERROR) {
                    return response;
                }
                failure = "status " + response.statusCode();
            } catch (IOException | TimeoutException e) {
                failure = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ModelLoadException.retriable("interrupted while fetching " + address);
            }
        }
        throw unexpected(address.toString(), "in " + MAX_ATTEMPTS + " attempts: " + failure);
    }

    private static ModelLoadException unexpected(String address, String instead) {
        return ModelLoadException.retriable("expected an answer at %s, got %s".formatted(address, instead));
    }

    /** The client's own timeout ends with the headers; this one covers the body. */
    private HttpResponse<byte[]> send(URI address, long size)
            throws IOException, TimeoutException, InterruptedException, ModelLoadException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(
                request.build(),
                head -> head.statusCode() == OK ? new BoundedBody(size) : BodySubscribers.replacing(new byte[0]));
        long seconds = timeout.toSeconds() + size / MIN_BYTES_PER_SECOND;
        try {
            return response.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw (TimeoutException) new TimeoutException("no answer within " + seconds + " s").initCause(e);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            response.cancel(true);
        }
    }

    private static IOException cause(ExecutionException e) throws ModelLoadException {
        if (e.getCause() instanceof OversizedException) {
            throw ModelLoadException.retriable(e.getCause().getMessage());
        }
        return e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
}
