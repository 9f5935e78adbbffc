package io.realign.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Queries the readiness endpoint of the adapter service. */
final class ReadinessProbe {
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final HttpRequest request;

    /** @param address base URL of the service, such as {@code http://127.0.0.1:8080} */
    ReadinessProbe(String address) {
        request = HttpRequest.newBuilder(URI.create(address + "/q/health/ready"))
                .timeout(TIMEOUT)
                .build();
    }

    boolean isReady() {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            // The service does not listen yet.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
