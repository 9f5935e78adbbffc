package io.realign.adapter.notification;

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

/** Sends a request until it is taken. Redirects are not followed. */
public final class Post {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final double JITTER = .5;

    /** Of those that tell a client not to come again as it is: too slow, too early, too often. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final Patience patience;

    public Post(Patience patience) {
        this.patience = patience;
    }

    /**
     * Returns when it needs no other try.
     *
     * @param request makes the request of each try
     * @param written when the event was written, which it is tried so long from
     * @param failed hears why a try has failed
     */
    public Answer send(Supplier<HttpRequest> request, Instant written, Consumer<String> failed)
            throws InterruptedException {
        CompletableFuture<Answer> sent = attempt(request)
                .onFailure(Post::passes)
                .invoke(failure -> failed.accept(reason(failure)))
                .onFailure(Post::passes)
                .retry()
                .withBackOff(patience.first(), patience.longest())
                .withJitter(JITTER)
                .expireAt(written.plus(patience.inAll()).toEpochMilli())
                // What ends the tries carries the failure of the last one.
                .onFailure(failure -> failure instanceof IllegalStateException && passes(failure.getCause()))
                .recoverWithItem(exhausted -> new Answer.GivenUp("it was not taken within " + patience.inAll()))
                .subscribeAsCompletionStage();
        try {
            return sent.get();
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request cannot be made", e.getCause());
        }
    }

    private Uni<Answer> attempt(Supplier<HttpRequest> request) {
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request.get(), head -> new Unread()))
                .ifNoItem()
                .after(patience.answer())
                .fail()
                .onItem()
                .transformToUni(response -> answer(response.statusCode()));
    }

    private static Uni<Answer> answer(int status) {
        if (status / 100 == 2) {
            return Uni.createFrom().item(new Answer.Taken());
        }
        return status / 100 == 4 && !PASSING.contains(status)
                ? Uni.createFrom().item(new Answer.GivenUp("expected a status of 2xx, got " + status))
                : Uni.createFrom().failure(new PassingException("expected a status of 2xx, got " + status));
    }

    private static String reason(Throwable failure) {
        return failure instanceof PassingException ? failure.getMessage() : failure.toString();
    }

    private static boolean passes(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException;
    }
}
