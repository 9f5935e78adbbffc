package io.realign.adapter.console.notification;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.realign.adapter.instance.Instance;
import io.realign.model.TrustedKeys;
import io.realign.schemas.KafkaConnection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** All webhooks. Each has its own subscriber, so a slow endpoint does not delay the others. */
public final class Webhooks implements AutoCloseable {
    private final List<Webhook> webhooks = new ArrayList<>();
    private final List<LogSubscriber> subscribers = new ArrayList<>();

    /**
     * @param keys keys that verify releases
     * @param instance only the leader delivers
     */
    public Webhooks(
            List<WebhookEndpoint> endpoints,
            KafkaConnection kafka,
            TrustedKeys keys,
            DeliverySettings deliverySettings,
            InstantSource clock,
            Instance instance) {
        RetryingHttpSender sender = new RetryingHttpSender(deliverySettings);
        WebhookEventReader reader = new WebhookEventReader(keys, clock);
        for (WebhookEndpoint endpoint : endpoints) {
            Webhook webhook = new Webhook(endpoint, reader, sender, clock);
            webhooks.add(webhook);
            subscribers.add(new LogSubscriber(
                    kafka,
                    "adapter-service.webhook." + endpoint.name(),
                    endpoint.eventKinds().stream()
                            .map(kind -> kind.topic().name())
                            .collect(Collectors.toSet()),
                    webhook,
                    clock,
                    instance));
        }
    }

    /**
     * Starts delivery. Records that are written after this method returns are delivered.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker is unavailable; the call may be repeated
     */
    public void start() {
        subscribers.forEach(LogSubscriber::start);
    }

    /** Registers one counter per endpoint and result. */
    public void bindTo(MeterRegistry meters) {
        for (Webhook webhook : webhooks) {
            registerCounter(meters, webhook, "delivered", WebhookStatus::delivered);
            registerCounter(meters, webhook, "failed", WebhookStatus::failedAttempts);
            registerCounter(meters, webhook, "abandoned", WebhookStatus::abandoned);
        }
    }

    public List<WebhookStatus> statuses() {
        return webhooks.stream().map(Webhook::status).toList();
    }

    @Override
    public void close() {
        subscribers.forEach(LogSubscriber::close);
    }

    private static void registerCounter(
            MeterRegistry meters, Webhook webhook, String result, ToDoubleFunction<WebhookStatus> count) {
        FunctionCounter.builder(
                        "realign.notification.deliveries", webhook, counted -> count.applyAsDouble(counted.status()))
                .description("Delivery attempts by result")
                .tag("endpoint", webhook.status().name())
                .tag("result", result)
                .register(meters);
    }
}
