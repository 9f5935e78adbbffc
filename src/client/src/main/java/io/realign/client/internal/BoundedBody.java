package io.realign.client.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects a response body and cancels the download when it exceeds the size limit. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final long maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Subscription subscription;

    /** The server sent more bytes than the limit. */
    static final class OversizedException extends IOException {
        OversizedException(long limit) {
            super("expected " + limit + " bytes, got more");
        }
    }

    BoundedBody(long limit) {
        this.maxBytes = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
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
