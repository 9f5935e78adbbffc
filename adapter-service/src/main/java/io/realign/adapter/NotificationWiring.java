package io.realign.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.realign.adapter.lineage.LineageReporter;
import io.realign.adapter.model.Registry;
import io.realign.adapter.notification.Courier;
import io.realign.adapter.notification.Endpoint;
import io.realign.adapter.notification.Patience;
import io.realign.adapter.notification.Post;
import io.realign.adapter.notification.Webhooks;
import io.realign.model.SigningKeys;
import io.realign.schemas.Topics;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts together what tells those outside, by the settings. */
@Singleton
final class NotificationWiring {
    private final Settings settings;
    private final InstantSource clock;

    NotificationWiring(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Produces
    @Singleton
    Webhooks webhooks(SigningKeys keys, MeterRegistry meters) {
        List<Endpoint> endpoints = settings.webhooks().entrySet().stream()
                .map(entry -> endpoint(entry.getKey(), entry.getValue()))
                .toList();
        Webhooks webhooks = new Webhooks(endpoints, settings.bootstrap(), keys.trusted(), Patience.DEFAULT, clock);
        webhooks.bindTo(meters);
        return webhooks;
    }

    void close(@Disposes Webhooks webhooks) {
        webhooks.close();
    }

    /** Of what was made of what, if anybody wants to know. */
    @Produces
    @Singleton
    Optional<Courier> lineage(Registry registry) {
        Settings.Lineage lineage = settings.lineage();
        return lineage.url()
                .map(url -> new LineageReporter(
                        URI.create(url),
                        lineage.namespace(),
                        settings.bootstrap(),
                        id -> registry.history().adaptation(id).isPresent(),
                        new Post(Patience.DEFAULT)))
                .map(reporter -> new Courier(
                        settings.bootstrap(),
                        "adapter-service.lineage",
                        Set.of(Topics.DRIFT_ALERTS.name(), Topics.ADAPTATIONS.name()),
                        reporter,
                        clock));
    }

    void close(@Disposes Optional<Courier> lineage) {
        lineage.ifPresent(Courier::close);
    }

    private static Endpoint endpoint(String name, Settings.Webhook webhook) {
        return Endpoint.of(name, webhook.url(), webhook.secretFile(), webhook.events());
    }
}
