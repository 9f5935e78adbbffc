package io.realign.adapter.control;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adapter.Eventually;
import io.realign.adapter.SensorEvents;
import io.realign.adapter.TestSigningKeys;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.InstanceState;
import io.realign.adapter.store.DirectoryArtifactStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.alert.DriftAlert;
import io.realign.model.TrustedKeys;
import io.realign.replay.KafkaLogReader;
import io.realign.schemas.KafkaConnection;
import io.realign.testing.AdaptationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The part of a service process that consumes alerts and publishes. The outcome of each alert is SKIPPED. */
final class AlertProcess implements AutoCloseable, AlertHandler {
    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
    private final Instance instance = new Instance(new SimpleMeterRegistry());
    private final ModelRegistry registry;
    private final KafkaPublisher publisher;
    private final AlertConsumer consumer;
    private volatile boolean blocked;
    private boolean closed;

    AlertProcess(String bootstrap, Path artifacts) {
        KafkaConnection kafka = KafkaConnection.plaintext(bootstrap);
        TrustedKeys keys = TestSigningKeys.keys().trusted();
        try {
            registry = new ModelRegistry(new KafkaLogReader(kafka), keys, Clock.systemUTC());
            publisher = new KafkaPublisher(
                    kafka,
                    TestSigningKeys.keys().signer(),
                    new ReleaseArchive(new DirectoryArtifactStore(artifacts), keys, Clock.systemUTC()),
                    instance,
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        consumer = new AlertConsumer(
                this, () -> {}, kafka, publisher, registry, instance, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    /** Runs a process that never finishes an alert. Arguments: bootstrap server and artifact directory. */
    public static void main(String[] arguments) throws InterruptedException {
        AlertProcess process = new AlertProcess(arguments[0], Path.of(arguments[1]));
        process.block();
        process.start();
        new CountDownLatch(1).await();
    }

    /** Alerts that are processed from now on have no end. */
    void block() {
        blocked = true;
    }

    void start() {
        consumer.start(() -> instance.enter(InstanceState.STANDBY));
    }

    void awaitState(InstanceState state) {
        Eventually.get(state.name(), () -> instance.state() == state ? state : null);
    }

    Instance instance() {
        return instance;
    }

    KafkaPublisher publisher() {
        return publisher;
    }

    /** Domains of the alerts that this process has started to process. */
    List<String> handled() {
        return handled;
    }

    static AdaptationRecord outcome(String domain) {
        return new AdaptationBuilder(domain, domain, Outcome.SKIPPED)
                .id("adaptation-" + domain)
                .reason("test")
                .times(SensorEvents.START, SensorEvents.START)
                .build();
    }

    @Override
    public Optional<String> deferralReason(String domain) {
        return Optional.empty();
    }

    @Override
    public AdaptationRecord handle(DriftAlert alert, Optional<DriftAlert> superseding) {
        handled.add(alert.domain());
        if (blocked) {
            System.out.println("blocked at " + alert.domain());
        }
        while (blocked) {
            pause();
        }
        AdaptationRecord outcome = outcome(alert.domain());
        publisher.publish(outcome);
        return outcome;
    }

    /** As at a shutdown of the service. */
    void stop() {
        if (!closed) {
            closed = true;
            try {
                consumer.onStop(new ShutdownEvent());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            publisher.close();
            registry.close();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new AdaptationInterruptedException(e);
        }
    }
}
