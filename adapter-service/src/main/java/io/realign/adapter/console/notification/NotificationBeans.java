package io.realign.adapter.console.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.realign.adapter.AdapterSettings;
import io.realign.adapter.console.lineage.LineageReporter;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.store.ModelRegistry;
import io.realign.model.SigningKeys;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates the webhooks and the lineage reporter from the settings. */
@Singleton
final class NotificationBeans {
    private final AdapterSettings settings;
    private final KafkaConnection kafka;
    private final InstantSource clock;
    private final Instance instance;

    NotificationBeans(AdapterSettings settings, KafkaConnection kafka, InstantSource clock, Instance instance) {
        this.settings = settings;
        this.kafka = kafka;
        this.clock = clock;
        this.instance = instance;
    }

    @Produces
    @Singleton
    Webhooks webhooks(SigningKeys keys, MeterRegistry meters) {
        List<WebhookEndpoint> endpoints = settings.webhooks().entrySet().stream()
                .map(entry -> {
                    AdapterSettings.Webhook webhook = entry.getValue();
                    return WebhookEndpoint.of(entry.getKey(), webhook.url(), webhook.secretFile(), webhook.events());
                })
                .toList();
        Webhooks webhooks = new Webhooks(endpoints, kafka, keys.trusted(), DeliverySettings.DEFAULT, clock, instance);
        webhooks.bindTo(meters);
        return webhooks;
    }

    void close(@Disposes Webhooks webhooks) {
        webhooks.close();
    }

    /** Empty if {@code realign.lineage.url} is not set. */
    @Produces
    @Singleton
    Optional<LogSubscriber> lineage(ModelRegistry registry) {
        AdapterSettings.Lineage lineage = settings.lineage();
        return lineage.url()
                .map(url -> new LineageReporter(
                        URI.create(url),
                        lineage.namespace(),
                        settings.bootstrap(),
                        id -> registry.releaseHistory().adaptation(id).isPresent(),
                        new RetryingHttpSender(DeliverySettings.DEFAULT)))
                .map(reporter -> new LogSubscriber(
                        kafka,
                        "adapter-service.lineage",
                        Set.of(Topics.DRIFT_ALERTS.name(), Topics.ADAPTATIONS.name()),
                        reporter,
                        clock,
                        instance));
    }

    void close(@Disposes Optional<LogSubscriber> lineage) {
        lineage.ifPresent(LogSubscriber::close);
    }
}
