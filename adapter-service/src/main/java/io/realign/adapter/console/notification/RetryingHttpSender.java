package io.realign.adapter.console.notification;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends HTTP requests with retries. Redirects are not followed. */
public final class RetryingHttpSender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final double JITTER = .5;

    /** Client errors that are retried: request timeout, too early, too many requests. */
    private static final Set<Integer> TRANSIENT_STATUS_CODES = Set.of(408, 425, 429);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final DeliverySettings policy;

    public RetryingHttpSender(DeliverySettings policy) {
        this.policy = policy;
    }

    /**
     * Blocks until the request is delivered or abandoned.
     *
     * @param request creates the request of each attempt
     * @param writtenAt time at which the event was written, from which its maximum age counts
     * @param onFailedAttempt receives the error of each attempt that is retried
     */
    public DeliveryResult send(Supplier<HttpRequest> request, Instant writtenAt, Consumer<String> onFailedAttempt)
            throws InterruptedException {
        CompletableFuture<DeliveryResult> sent = attempt(request)
                .onFailure(RetryingHttpSender::isTransient)
                .invoke(failure -> onFailedAttempt.accept(reason(failure)))
                .onFailure(RetryingHttpSender::isTransient)
                .retry()
                .withBackOff(policy.initialBackoff(), policy.maxBackoff())
                .withJitter(JITTER)
                .expireAt(writtenAt.plus(policy.maxEventAge()).toEpochMilli())
                // Mutiny reports exhausted retries as an IllegalStateException caused by the last failure.
                .onFailure(failure -> failure instanceof IllegalStateException && isTransient(failure.getCause()))
                .recoverWithItem(
                        exhausted -> new DeliveryResult.Abandoned("not delivered within " + policy.maxEventAge()))
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
                .completionStage(() -> http.sendAsync(request.get(), head -> new DiscardingBody()))
                .ifNoItem()
                .after(policy.responseTimeout())
                .fail()
                .onItem()
                .transformToUni(response -> resultOf(response.statusCode()));
    }

    private static Uni<DeliveryResult> resultOf(int status) {
        if (status / 100 == 2) {
            return Uni.createFrom().item(new DeliveryResult.Delivered());
        }
        return status / 100 == 4 && !TRANSIENT_STATUS_CODES.contains(status)
                ? Uni.createFrom().item(new DeliveryResult.Abandoned("expected a status of 2xx, got " + status))
                : Uni.createFrom().failure(new TransientFailureException("expected a status of 2xx, got " + status));
    }

    private static String reason(Throwable failure) {
        return failure instanceof TransientFailureException ? failure.getMessage() : failure.toString();
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException;
    }
}
