package io.realign.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.Channel;
import io.realign.alert.DriftAlert;
import io.realign.client.testing.ArtifactServer;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.jobs.drift.PairedFeatureStream.Shift;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.model.ModelRelease;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole job with an embedded broker and the model channel. */
class DriftJobModelTest extends DriftJobTestBase {
    private static final EventContract CONTRACT =
            new EventContract(PairedFeatureStream.WIDTH, PairedFeatureStream.LABELS, Duration.ofHours(1));
    private static final int MAX_DOMAINS = 30;

    private final PairedFeatureStream target = PairedFeatureStream.target(2);
    private final ArtifactServer server = new ArtifactServer();

    DriftJobModelTest() throws IOException {}

    @Override
    EventContract contract() {
        return CONTRACT;
    }

    @Override
    DriftSettings settings() {
        return GaussianEventStream.withChannels(
                EnumSet.allOf(Channel.class),
                new ModelLoaderSettings(
                        server.address(), directory.resolve("cache").toString(), keys.trusted()),
                CONTRACT);
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void announcedRelease_isUsedByTheModelChannel() throws Exception {
        for (LocatedEvent event : PairedFeatureStream.source().next("lab", 300, Shift.NO_SHIFT)) {
            send(Topics.SOURCE_EVENTS, "lab", labelled(event.event()));
        }
        send(PairedFeatureModels.release(ModelRelease.SHARED, 1, "", server.put(PairedFeatureModels.firstPair())));

        DriftAlert alert = alertOf("oven-0", 1);
        for (int domain = 1; alert.classShift().isEmpty() && domain < MAX_DOMAINS; domain++) {
            alert = alertOf("oven-" + domain, domain + 1);
        }

        assertThat(alert.classShift()).hasValueSatisfying(classes -> assertThat(classes.explainedFraction())
                .isGreaterThan(0.8));
    }

    /** The alert of a new domain after a shift of its class shares. */
    private DriftAlert alertOf(String domain, int expectedAlerts) throws Exception {
        for (LocatedEvent event : target.next(domain, 200, Shift.NO_SHIFT)) {
            send(Topics.TARGET_EVENTS, domain, event.event());
        }
        for (LocatedEvent event : target.next(domain, 150, Shift.classShare(0.95))) {
            send(Topics.TARGET_EVENTS, domain, event.event());
        }
        return topics.messagesUntil(Topics.DRIFT_ALERTS, found -> found.size() >= expectedAlerts).stream()
                .filter(alert -> alert.domain().equals(domain))
                .findFirst()
                .orElseThrow();
    }

    private static FeatureEvent labelled(FeatureEvent event) {
        return new FeatureEvent(
                event.id(),
                event.domain(),
                event.time(),
                event.features(),
                Optional.of(PairedFeatureStream.LABELS.get(0)));
    }

    private void send(ModelRelease release) throws Exception {
        SignedRelease signed = SignedRelease.sign(release, keys.signer());
        var record = new ProducerRecord<>(Topics.MODELS.name(), signed.key(), signed.value());
        signed.headers().forEach(record.headers()::add);
        producer.send(record).get();
    }

    private <T> void send(Topic<T> topic, String key, T message) throws Exception {
        producer.send(new ProducerRecord<>(
                        topic.name(), key.getBytes(UTF_8), topic.codec().encode(message)))
                .get();
    }
}
