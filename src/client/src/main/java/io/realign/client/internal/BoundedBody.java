package io.realign.client.internal;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects a response body, and cancels the download when the body exceeds a maximum size. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private final long maxBytes;
    private long receivedBytes;
    private Subscription subscription;

    /** The body exceeds the maximum size. */
    static final class OversizedException extends IOException {
        OversizedException(long maxBytes) {
            super("expected at most " + maxBytes + " bytes, got more");
        }
    }

    BoundedBody(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        body.onSubscribe(upstream);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        receivedBytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (receivedBytes > maxBytes) {
            subscription.cancel();
            body.onError(new OversizedException(maxBytes));
        } else {
            body.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
