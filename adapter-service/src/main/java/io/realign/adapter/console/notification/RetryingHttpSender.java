package io.realign.adapter.console.notification;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends HTTP requests with retries. Redirects are not followed: requests go to configured URLs only. */
public final class RetryingHttpSender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final double JITTER = .5;

    /** Request timeout, too early, too many requests. */
    private static final Set<Integer> TRANSIENT_STATUS_CODES = Set.of(408, 425, 429);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final DeliverySettings settings;

    /** The endpoint responded with an error that may be temporary. */
    private static final class TransientStatusException extends IOException {
        private static final long serialVersionUID = 1;

        TransientStatusException(String message) {
            super(message);
        }
    }

    public RetryingHttpSender(DeliverySettings settings) {
        this.settings = settings;
    }

    /**
     * Blocks until the request is delivered or abandoned.
     *
     * @param request creates the request of each attempt
     * @param writtenAt time at which the event was written; the age of the event counts from this time
     * @param onFailedAttempt receives the error of each attempt that is retried
     */
    public DeliveryResult send(Supplier<HttpRequest> request, Instant writtenAt, Consumer<String> onFailedAttempt)
            throws InterruptedException {
        CompletableFuture<DeliveryResult> sent = attempt(request)
                .onFailure(RetryingHttpSender::isTransient)
                .invoke(failure -> onFailedAttempt.accept(reason(failure)))
                .onFailure(RetryingHttpSender::isTransient)
                .retry()
                .withBackOff(settings.initialBackoff(), settings.maxBackoff())
                .withJitter(JITTER)
                .expireAt(writtenAt.plus(settings.maxEventAge()).toEpochMilli())
                // Mutiny reports exhausted retries as an IllegalStateException caused by the last failure.
                .onFailure(failure -> failure instanceof IllegalStateException && isTransient(failure.getCause()))
                .recoverWithItem(
                        exhausted -> new DeliveryResult.Abandoned("not delivered within " + settings.maxEventAge()))
                .subscribeAsCompletionStage();
        try {
            return sent.get();
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the request", e.getCause());
        }
    }

    private Uni<DeliveryResult> attempt(Supplier<HttpRequest> request) {
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request.get(), BodyHandlers.ofInputStream()))
                .ifNoItem()
                .after(settings.responseTimeout())
                .fail()
                .onItem()
                // The body is not read, as it may be endless.
                .invoke(Unchecked.consumer(response -> response.body().close()))
                .onItem()
                .transformToUni(response -> resultOf(response.statusCode()));
    }

    private static Uni<DeliveryResult> resultOf(int status) {
        if (status / 100 == 2) {
            return Uni.createFrom().item(new DeliveryResult.Delivered());
        }
        boolean permanent = status / 100 < 5 && !TRANSIENT_STATUS_CODES.contains(status);
        return permanent
                ? Uni.createFrom().item(new DeliveryResult.Abandoned("expected a status of 2xx, got " + status))
                : Uni.createFrom().failure(new TransientStatusException("expected a status of 2xx, got " + status));
    }

    private static String reason(Throwable failure) {
        return failure instanceof TransientStatusException ? failure.getMessage() : failure.toString();
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException;
    }
}
