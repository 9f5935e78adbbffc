package io.realign.adapter;

import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.api.TokenAuthentication;
import io.realign.adapter.console.notification.LogSubscriber;
import io.realign.adapter.console.notification.Webhooks;
import io.realign.adapter.control.event.RequiredTopics;
import io.realign.adapter.control.release.BaseModelTraining;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.store.ModelRegistry;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Checks the environment, then starts the workers. An exception ends the program with a non-zero status. */
@Singleton
public record ServiceStartup(
        AdapterSettings settings,
        KafkaConnection kafka,
        ModelRegistry registry,
        BaseModelTraining baseModelTraining,
        RolloutController rolloutController,
        TokenAuthentication tokenAuthentication,
        Webhooks webhooks,
        Optional<LogSubscriber> lineage) {
    private static final Logger LOG = Logger.getLogger(ServiceStartup.class);

    /** The priority makes it run before the message channels open. */
    void onStart(@Observes @Priority(1) StartupEvent start) {
        RequiredTopics.check(kafka, programs());
        ReleaseHistory history = registry.refresh(ModelRegistry.BROKER_TIMEOUT);
        history.newestRelease(ModelRelease.SHARED).ifPresent(this::requireMatchingBaseModel);
        LOG.infof(
                "registry: %d releases, %d adaptations",
                history.releases().size(), history.adaptations().size());
        tokenAuthentication.logMode();
        webhooks.start();
        lineage.ifPresent(LogSubscriber::start);
        baseModelTraining.start();
        rolloutController.start();
    }

    private Set<KafkaProgram> programs() {
        return settings.webhooks().isEmpty() && lineage.isEmpty()
                ? EnumSet.of(KafkaProgram.ADAPTER_SERVICE)
                : EnumSet.of(KafkaProgram.ADAPTER_SERVICE, KafkaProgram.NOTIFICATIONS);
    }

    private void requireMatchingBaseModel(ModelRelease baseModel) {
        requireEqual("features", baseModel.model().featureCount(), settings.features());
        requireEqual("labels", baseModel.model().labels(), List.copyOf(settings.labels()));
    }

    private static void requireEqual(String key, Object released, Object configured) {
        if (!released.equals(configured)) {
            throw new IllegalArgumentException(
                    "realign.%s: expected %s, which the base model was trained with, got %s; to start over, empty the topics"
                                    .formatted(key, released, configured)
                            + " models and adaptations");
        }
    }
}
