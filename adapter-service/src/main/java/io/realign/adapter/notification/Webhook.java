package io.realign.adapter.notification;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Tells one endpoint, one event after the other. */
final class Webhook implements Recipient {
    private static final Logger LOG = Logger.getLogger(Webhook.class);

    private final Endpoint endpoint;
    private final NoticeReader reader;
    private final Post post;
    private final InstantSource clock;
    private final AtomicReference<WebhookState> state;

    Webhook(Endpoint endpoint, NoticeReader reader, Post post, InstantSource clock) {
        this.endpoint = endpoint;
        this.reader = reader;
        this.post = post;
        this.clock = clock;
        this.state = new AtomicReference<>(new WebhookState(endpoint.name(), endpoint.kinds(), 0, 0, 0, ""));
    }

    WebhookState state() {
        return state.get();
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Notice notice = reader.read(record)
                .filter(read -> endpoint.kinds().contains(read.kind()))
                .orElse(null);
        if (notice != null) {
            tell(notice, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void tell(Notice notice, Instant written) throws InterruptedException {
        Answer answer = send(notice, written);
        if (answer instanceof Answer.GivenUp given) {
            LOG.errorf("%s: %s is given up: %s", endpoint, name(notice), given.reason());
            state.updateAndGet(now -> new WebhookState(
                    now.name(), now.events(), now.delivered(), now.failed(), now.givenUp() + 1, given.reason()));
        } else {
            LOG.infof("%s has %s", endpoint, name(notice));
            state.updateAndGet(now ->
                    new WebhookState(now.name(), now.events(), now.delivered() + 1, now.failed(), now.givenUp(), ""));
        }
    }

    private Answer send(Notice notice, Instant written) throws InterruptedException {
        byte[] body;
        try {
            body = NoticeJson.write(notice);
        } catch (IllegalArgumentException e) {
            return new Answer.GivenUp(e.getMessage());
        }
        return post.send(() -> request(notice.event().id(), body), written, reason -> failed(notice, reason));
    }

    /** As of now: a receiver refuses what was signed long ago. */
    private HttpRequest request(String id, byte[] body) {
        Instant now = clock.instant();
        return HttpRequest.newBuilder(endpoint.address())
                .header("content-type", NoticeJson.TYPE)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", endpoint.secrets().sign(id, now, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private void failed(Notice notice, String reason) {
        LOG.warnf("%s has not taken %s, it is tried again: %s", endpoint, name(notice), reason);
        state.updateAndGet(now ->
                new WebhookState(now.name(), now.events(), now.delivered(), now.failed() + 1, now.givenUp(), reason));
    }

    private static String name(Notice notice) {
        return notice.kind().word() + " " + notice.event().id();
    }
}
