package io.realign.adapter.console.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.realign.model.TrustedKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells every endpoint, each by a courier of its own. */
public final class Webhooks implements AutoCloseable {
    private final List<Webhook> webhooks = new ArrayList<>();
    private final List<LogSubscriber> subscribers = new ArrayList<>();

    /**
     * Tells nobody before {@link #start}.
     *
     * @param bootstrap {@code host:port} of a broker
     * @param keys who may vouch for a release
     */
    public Webhooks(
            List<WebhookEndpoint> endpoints,
            String bootstrap,
            TrustedKeys keys,
            RetryPolicy patience,
            InstantSource clock) {
        RetryingHttpSender post = new RetryingHttpSender(patience);
        WebhookEventReader reader = new WebhookEventReader(keys, clock);
        for (WebhookEndpoint endpoint : endpoints) {
            Webhook webhook = new Webhook(endpoint, reader, post, clock);
            webhooks.add(webhook);
            subscribers.add(new LogSubscriber(
                    bootstrap,
                    "adapter-service.webhook." + endpoint.name(),
                    endpoint.eventKinds().stream()
                            .map(kind -> kind.topic().name())
                            .collect(Collectors.toSet()),
                    webhook,
                    clock));
        }
    }

    /**
     * When it returns, whatever is written is going to be told.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public void start() {
        subscribers.forEach(LogSubscriber::start);
    }

    /** Shows how each endpoint does among the meters. */
    public void bindTo(MeterRegistry meters) {
        new WebhookMetrics(webhooks).bindTo(meters);
    }

    /** How each endpoint does. */
    public List<WebhookStatus> statuses() {
        return webhooks.stream().map(Webhook::state).toList();
    }

    @Override
    public void close() {
        subscribers.forEach(LogSubscriber::close);
    }
}
