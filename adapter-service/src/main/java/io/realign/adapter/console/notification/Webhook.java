package io.realign.adapter.console.notification;

import io.realign.adapter.console.history.TimestampedMessage;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Delivers events to one endpoint, in order. */
final class Webhook implements LogSubscriber.RecordHandler {
    private static final Logger LOG = Logger.getLogger(Webhook.class);

    private final WebhookEndpoint endpoint;
    private final WebhookEventReader reader;
    private final RetryingHttpSender sender;
    private final InstantSource clock;
    private final AtomicReference<WebhookStatus> status;

    Webhook(WebhookEndpoint endpoint, WebhookEventReader reader, RetryingHttpSender sender, InstantSource clock) {
        this.endpoint = endpoint;
        this.reader = reader;
        this.sender = sender;
        this.clock = clock;
        this.status = new AtomicReference<>(WebhookStatus.initial(endpoint.name(), endpoint.eventKinds()));
    }

    WebhookStatus status() {
        return status.get();
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Optional<WebhookEvent> event = reader.read(record);
        if (event.isPresent() && endpoint.eventKinds().contains(event.get().kind())) {
            deliver(event.get(), TimestampedMessage.timestamp(record));
        }
    }

    private void deliver(WebhookEvent event, Instant writtenAt) throws InterruptedException {
        DeliveryResult result = send(event, writtenAt);
        if (result instanceof DeliveryResult.Abandoned abandoned) {
            LOG.errorf("%s: abandoned %s: %s", endpoint, describe(event), abandoned.reason());
            status.updateAndGet(current -> current.withAbandoned(abandoned.reason()));
        } else {
            LOG.infof("%s: delivered %s", endpoint, describe(event));
            status.updateAndGet(WebhookStatus::withDelivered);
        }
    }

    private DeliveryResult send(WebhookEvent event, Instant writtenAt) throws InterruptedException {
        byte[] body;
        try {
            body = WebhookEventJson.write(event);
        } catch (IllegalArgumentException e) {
            return new DeliveryResult.Abandoned(e.getMessage());
        }
        return sender.send(
                () -> request(event.attributes().id(), body), writtenAt, error -> onFailedAttempt(event, error));
    }

    /** Each attempt is signed again, as receivers reject old signatures. */
    private HttpRequest request(String id, byte[] body) {
        Instant now = clock.instant();
        return HttpRequest.newBuilder(endpoint.url())
                .header("content-type", WebhookEventJson.TYPE)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", endpoint.secrets().sign(id, now, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private void onFailedAttempt(WebhookEvent event, String error) {
        LOG.warnf("%s: delivery of %s failed, retrying: %s", endpoint, describe(event), error);
        status.updateAndGet(current -> current.withFailedAttempt(error));
    }

    private static String describe(WebhookEvent event) {
        return event.kind().settingsName() + " " + event.attributes().id();
    }
}
