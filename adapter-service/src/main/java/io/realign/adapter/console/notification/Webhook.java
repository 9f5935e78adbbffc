package io.realign.adapter.console.notification;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Tells one endpoint, one event after the other. */
final class Webhook implements RecordHandler {
    private static final Logger LOG = Logger.getLogger(Webhook.class);

    private final WebhookEndpoint endpoint;
    private final WebhookEventReader reader;
    private final RetryingHttpSender sender;
    private final InstantSource clock;
    private final AtomicReference<WebhookStatus> state;

    Webhook(WebhookEndpoint endpoint, WebhookEventReader reader, RetryingHttpSender post, InstantSource clock) {
        this.endpoint = endpoint;
        this.reader = reader;
        this.sender = post;
        this.clock = clock;
        this.state = new AtomicReference<>(new WebhookStatus(endpoint.name(), endpoint.eventKinds(), 0, 0, 0, ""));
    }

    WebhookStatus state() {
        return state.get();
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        WebhookEvent notice = reader.read(record)
                .filter(read -> endpoint.eventKinds().contains(read.kind()))
                .orElse(null);
        if (notice != null) {
            deliver(notice, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void deliver(WebhookEvent notice, Instant written) throws InterruptedException {
        DeliveryResult answer = send(notice, written);
        if (answer instanceof DeliveryResult.Abandoned given) {
            LOG.errorf("%s: %s is given up: %s", endpoint, name(notice), given.reason());
            state.updateAndGet(now -> new WebhookStatus(
                    now.name(),
                    now.events(),
                    now.delivered(),
                    now.failedAttempts(),
                    now.abandoned() + 1,
                    given.reason()));
        } else {
            LOG.infof("%s has %s", endpoint, name(notice));
            state.updateAndGet(now -> new WebhookStatus(
                    now.name(), now.events(), now.delivered() + 1, now.failedAttempts(), now.abandoned(), ""));
        }
    }

    private DeliveryResult send(WebhookEvent notice, Instant written) throws InterruptedException {
        byte[] body;
        try {
            body = WebhookEventJson.write(notice);
        } catch (IllegalArgumentException e) {
            return new DeliveryResult.Abandoned(e.getMessage());
        }
        return sender.send(
                () -> request(notice.event().id(), body), written, reason -> onFailedAttempt(notice, reason));
    }

    /** As of now: a receiver refuses what was signed long ago. */
    private HttpRequest request(String id, byte[] body) {
        Instant now = clock.instant();
        return HttpRequest.newBuilder(endpoint.address())
                .header("content-type", WebhookEventJson.TYPE)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", endpoint.secrets().sign(id, now, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private void onFailedAttempt(WebhookEvent notice, String reason) {
        LOG.warnf("%s has not taken %s, it is tried again: %s", endpoint, name(notice), reason);
        state.updateAndGet(now -> new WebhookStatus(
                now.name(), now.events(), now.delivered(), now.failedAttempts() + 1, now.abandoned(), reason));
    }

    private static String name(WebhookEvent notice) {
        return notice.kind().settingsName() + " " + notice.event().id();
    }
}
