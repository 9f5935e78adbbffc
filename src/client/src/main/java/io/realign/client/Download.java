package io.realign.client;

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
 * answered with 5xx is asked {@value #ATTEMPTS} times in all; every other answer is final.
 */
final class Download {
    private static final int ATTEMPTS = 3;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final long SLOWEST_BYTES_A_SECOND = 1 << 20;

    private final String server;
    private final HttpClient client;
    private final Duration patience;
    private final Duration pause;
    private final Optional<String> token;

    Download(URI adapter) {
        this(adapter, Duration.ofSeconds(10), Duration.ofMillis(250), Optional.empty());
    }

    /** @param token shown with each request, to those who ask for one */
    Download(URI adapter, Optional<String> token) {
        this(adapter, Duration.ofSeconds(10), Duration.ofMillis(250), token);
    }

    /**
     * @param adapter address of the server
     * @param patience how long an attempt may take, and a second more for each MiB
     * @param pause before the second attempt; doubled before each further one
     * @param token shown with each request, if there is one
     */
    Download(URI adapter, Duration patience, Duration pause, Optional<String> token) {
        this.server = adapter.toString().replaceAll("/+$", "") + "/";
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
        this.patience = patience;
        this.pause = pause;
        this.token = token;
    }

    /** What the server sends, at most as many bytes as the artifact has. */
    byte[] fetch(Artifact artifact) throws UnusableException {
        return find("artifacts/" + artifact.sha256(), artifact.size())
                .orElseThrow(() -> unexpected(server + "artifacts/" + artifact.sha256(), "status " + NOT_FOUND));
    }

    /**
     * What the server has at a path; empty if it says that there is nothing.
     *
     * @param limit how many bytes it may be
     */
    Optional<byte[]> find(String path, long limit) throws UnusableException {
        HttpResponse<byte[]> response = ask(URI.create(server + path), limit);
        return switch (response.statusCode()) {
            case OK -> Optional.of(response.body());
            case NOT_FOUND -> Optional.empty();
            default -> throw unexpected(response.uri().toString(), "status " + response.statusCode());
        };
    }

    private HttpResponse<byte[]> ask(URI address, long limit) throws UnusableException {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (attempt > 0) {
                    Thread.sleep(pause.toMillis() << (attempt - 1));
                }
                HttpResponse<byte[]> response = get(address, limit);
                if (response.statusCode() < SERVER_ERROR) {
                    return response;
                }
                failure = "status " + response.statusCode();
            } catch (IOException | TimeoutException e) {
                failure = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UnusableException.forNow("interrupted while fetching " + address);
            }
        }
        throw unexpected(address.toString(), "in " + ATTEMPTS + " attempts: " + failure);
    }

    private static UnusableException unexpected(String address, String instead) {
        return UnusableException.forNow("expected an answer at %s, got %s".formatted(address, instead));
    }

    /** The client's own timeout ends with the headers; this one covers the body. */
    private HttpResponse<byte[]> get(URI address, long size)
            throws IOException, TimeoutException, InterruptedException, UnusableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(
                request.build(),
                head -> head.statusCode() == OK ? new BoundedBody(size) : BodySubscribers.replacing(new byte[0]));
        long seconds = patience.toSeconds() + size / SLOWEST_BYTES_A_SECOND;
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

    private static IOException cause(ExecutionException e) throws UnusableException {
        if (e.getCause() instanceof OversizedException) {
            throw UnusableException.forNow(e.getCause().getMessage());
        }
        return e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
}
