package io.realign.adapter.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.realign.model.TrustedKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells every endpoint, each by a courier of its own. */
public final class Webhooks implements AutoCloseable {
    private final List<Webhook> webhooks = new ArrayList<>();
    private final List<Courier> couriers = new ArrayList<>();

    /**
     * Tells nobody before {@link #begin}.
     *
     * @param bootstrap {@code host:port} of a broker
     * @param keys who may vouch for a release
     */
    public Webhooks(
            List<Endpoint> endpoints, String bootstrap, TrustedKeys keys, Patience patience, InstantSource clock) {
        Post post = new Post(patience);
        NoticeReader reader = new NoticeReader(keys, clock);
        for (Endpoint endpoint : endpoints) {
            Webhook webhook = new Webhook(endpoint, reader, post, clock);
            webhooks.add(webhook);
            couriers.add(new Courier(
                    bootstrap,
                    "adapter-service.webhook." + endpoint.name(),
                    endpoint.kinds().stream().map(kind -> kind.topic().name()).collect(Collectors.toSet()),
                    webhook,
                    clock));
        }
    }

    /**
     * When it returns, whatever is written is going to be told.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public void begin() {
        couriers.forEach(Courier::begin);
    }

    /** Shows how each endpoint does among the meters. */
    public void bindTo(MeterRegistry meters) {
        new WebhookMeters(webhooks).bindTo(meters);
    }

    /** How each endpoint does. */
    public List<WebhookState> states() {
        return webhooks.stream().map(Webhook::state).toList();
    }

    @Override
    public void close() {
        couriers.forEach(Courier::close);
    }
}
