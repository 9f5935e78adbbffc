package io.realign.client.internal;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects a response body, and breaks off as soon as it is longer than it may be. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final long maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Subscription subscription;

    BoundedBody(long limit) {
        this.maxBytes = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription offered) {
        subscription = offered;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        long more = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes.size() + more > maxBytes) {
            subscription.cancel();
            result.completeExceptionally(new OversizedException(maxBytes));
            return;
        }
        buffers.forEach(this::append);
        subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(bytes.toByteArray());
    }

    private void append(ByteBuffer buffer) {
        byte[] chunk = new byte[buffer.remaining()];
        buffer.get(chunk);
        bytes.writeBytes(chunk);
    }
}
