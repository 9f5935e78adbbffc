package io.realign.adapter;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.api.TokenAuthentication;
import io.realign.adapter.console.notification.LogSubscriber;
import io.realign.adapter.console.notification.Webhooks;
import io.realign.adapter.control.AlertConsumer;
import io.realign.adapter.control.event.RequiredTopics;
import io.realign.adapter.control.event.RetentionCheck;
import io.realign.adapter.control.release.BaseModelTraining;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.InstanceState;
import io.realign.adapter.store.ModelRegistry;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Starts the workers, then waits for the broker and the topics. Until they are available, the service answers health checks and
 * reports what it waits for.
 */
@Singleton
public class ServiceStartup {
    private static final Logger LOG = Logger.getLogger(ServiceStartup.class);
    private static final String COMPONENT = "kafka";
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    /**
     * Maximum time for which startup waits for the preparation. If the broker is available, the service is prepared before it answers
     * HTTP requests, and is the leader if it is the only instance.
     */
    private static final Duration PREPARATION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration ELECTION_TIMEOUT = Duration.ofSeconds(3);

    private final AdapterSettings settings;
    private final KafkaConnection kafka;
    private final ModelRegistry registry;
    private final BaseModelTraining baseModelTraining;
    private final RolloutController rolloutController;
    private final AlertConsumer alertConsumer;
    private final TokenAuthentication tokenAuthentication;
    private final Webhooks webhooks;
    private final Optional<LogSubscriber> lineage;
    private final Instance instance;
    private final CountDownLatch prepared = new CountDownLatch(1);

    ServiceStartup(
            AdapterSettings settings,
            KafkaConnection kafka,
            ModelRegistry registry,
            BaseModelTraining baseModelTraining,
            RolloutController rolloutController,
            AlertConsumer alertConsumer,
            TokenAuthentication tokenAuthentication,
            Webhooks webhooks,
            Optional<LogSubscriber> lineage,
            Instance instance) {
        this.settings = settings;
        this.kafka = kafka;
        this.registry = registry;
        this.baseModelTraining = baseModelTraining;
        this.rolloutController = rolloutController;
        this.alertConsumer = alertConsumer;
        this.tokenAuthentication = tokenAuthentication;
        this.webhooks = webhooks;
        this.lineage = lineage;
        this.instance = instance;
    }

    void onStart(@Observes @Priority(1) StartupEvent start) throws InterruptedException {
        tokenAuthentication.logMode();
        baseModelTraining.start();
        rolloutController.start();
        alertConsumer.start(this::prepare);
        if (prepared.await(PREPARATION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            instance.awaitLeadership(ELECTION_TIMEOUT);
        }
    }

    /** Runs on the thread of the alert consumer. */
    private void prepare() throws InterruptedException {
        instance.reportProblem(COMPONENT, "waiting for the Kafka broker at " + kafka.bootstrapServers());
        while (!tryPrepare()) {
            Thread.sleep(RETRY_DELAY.toMillis());
        }
        prepared.countDown();
    }

    private boolean tryPrepare() throws InterruptedException {
        Optional<String> problem = RequiredTopics.problem(kafka, programs());
        if (problem.isPresent()) {
            reportProblem(problem.get());
            return false;
        }
        try {
            ReleaseHistory history = registry.refresh(ModelRegistry.BROKER_TIMEOUT);
            LOG.infof(
                    "registry: %d releases, %d adaptations",
                    history.releases().size(), history.adaptations().size());
            Optional<String> mismatch =
                    history.newestRelease(ModelRelease.SHARED).flatMap(this::mismatch);
            if (mismatch.isPresent()) {
                LOG.errorf("exiting: %s", mismatch.get());
                Quarkus.asyncExit(1);
                return false;
            }
            webhooks.start();
            lineage.ifPresent(LogSubscriber::start);
        } catch (RuntimeException e) {
            LOG.debug("the service cannot be prepared", e);
            reportProblem("cannot read from Kafka at %s: %s".formatted(kafka.bootstrapServers(), e));
            return false;
        }
        RetentionCheck.warnings(kafka).forEach(LOG::warn);
        instance.clearProblem(COMPONENT);
        instance.enter(InstanceState.STANDBY);
        return true;
    }

    private Set<KafkaProgram> programs() {
        return settings.webhooks().isEmpty() && lineage.isEmpty()
                ? EnumSet.of(KafkaProgram.ADAPTER_SERVICE)
                : EnumSet.of(KafkaProgram.ADAPTER_SERVICE, KafkaProgram.NOTIFICATIONS);
    }

    private void reportProblem(String problem) {
        LOG.errorf("waiting, retrying in %s: %s", RETRY_DELAY, problem);
        instance.reportProblem(COMPONENT, problem);
    }

    /** Empty if the settings match the base model. A retry cannot remove a mismatch, since the settings are read only once. */
    private Optional<String> mismatch(ModelRelease baseModel) {
        return mismatch("features", baseModel.model().featureCount(), settings.features())
                .or(() -> mismatch("labels", baseModel.model().labels(), List.copyOf(settings.labels())));
    }

    private static Optional<String> mismatch(String key, Object released, Object configured) {
        return released.equals(configured)
                ? Optional.empty()
                : Optional.of(
                        "realign.%s: expected %s, which the base model was trained with, got %s; to start over, empty the topics"
                                        .formatted(key, released, configured)
                                + " models and adaptations");
    }
}
