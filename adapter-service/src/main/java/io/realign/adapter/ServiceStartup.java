package io.realign.adapter;

import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.api.TokenAuthentication;
import io.realign.adapter.console.notification.LogSubscriber;
import io.realign.adapter.console.notification.Webhooks;
import io.realign.adapter.control.event.RequiredTopics;
import io.realign.adapter.control.release.BaseModelBootstrap;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.store.ArtifactGarbageCollector;
import io.realign.adapter.store.ModelRegistry;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What must be so before anything is read or served. An exception here ends the program with a non-zero status. */
@Singleton
public class ServiceStartup {
    private static final Logger LOG = Logger.getLogger(ServiceStartup.class);

    private final AdapterSettings settings;
    private final ModelRegistry registry;
    private final ArtifactGarbageCollector artifactGarbageCollector;
    private final BaseModelBootstrap baseModelBootstrap;
    private final RolloutController rolloutController;
    private final TokenAuthentication tokenAuthentication;
    private final Webhooks webhooks;
    private final Optional<LogSubscriber> lineage;

    ServiceStartup(
            AdapterSettings settings,
            ModelRegistry registry,
            ArtifactGarbageCollector sweep,
            BaseModelBootstrap firstModel,
            RolloutController rollouts,
            TokenAuthentication access,
            Webhooks webhooks,
            Optional<LogSubscriber> lineage) {
        this.settings = settings;
        this.registry = registry;
        this.artifactGarbageCollector = sweep;
        this.baseModelBootstrap = firstModel;
        this.rolloutController = rollouts;
        this.tokenAuthentication = access;
        this.webhooks = webhooks;
        this.lineage = lineage;
    }

    /** Before the channels open, which is what the priority says. */
    void onStart(@Observes @Priority(1) StartupEvent start) {
        RequiredTopics.check(settings.bootstrap());
        ReleaseHistory history = registry.refresh(ModelRegistry.BROKER_TIMEOUT);
        history.newestRelease(ModelRelease.SHARED).ifPresent(this::requireMatchingBaseModel);
        LOG.infof(
                "known: %d releases, %d adaptations",
                history.releases().size(), history.adaptations().size());
        tokenAuthentication.logMode();
        webhooks.start();
        lineage.ifPresent(LogSubscriber::start);
        artifactGarbageCollector.start();
        baseModelBootstrap.start();
        rolloutController.start();
    }

    private void requireMatchingBaseModel(ModelRelease first) {
        require("features", first.featureCount(), settings.features());
        require("labels", first.labels(), List.copyOf(settings.labels()));
    }

    private static void require(String key, Object released, Object set) {
        if (!released.equals(set)) {
            throw new IllegalArgumentException(
                    "realign.%s: expected %s, which version 1 was trained with, got %s; to begin anew, empty the topics"
                                    .formatted(key, released, set)
                            + " models and adaptations");
        }
    }
}
