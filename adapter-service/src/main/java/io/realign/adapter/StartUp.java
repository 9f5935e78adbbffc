package io.realign.adapter;

import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.api.Access;
import io.realign.adapter.model.Registry;
import io.realign.adapter.notification.Courier;
import io.realign.adapter.notification.Webhooks;
import io.realign.adapter.rollout.RolloutControl;
import io.realign.model.History;
import io.realign.model.ModelRelease;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What must be so before anything is read or served. An exception here ends the program with a non-zero status. */
@Singleton
public class StartUp {
    private static final Logger LOG = Logger.getLogger(StartUp.class);

    private final Settings settings;
    private final Registry registry;
    private final Sweep sweep;
    private final FirstModel firstModel;
    private final RolloutControl rollouts;
    private final Access access;
    private final Webhooks webhooks;
    private final Optional<Courier> lineage;

    StartUp(
            Settings settings,
            Registry registry,
            Sweep sweep,
            FirstModel firstModel,
            RolloutControl rollouts,
            Access access,
            Webhooks webhooks,
            Optional<Courier> lineage) {
        this.settings = settings;
        this.registry = registry;
        this.sweep = sweep;
        this.firstModel = firstModel;
        this.rollouts = rollouts;
        this.access = access;
        this.webhooks = webhooks;
        this.lineage = lineage;
    }

    /** Before the channels open, which is what the priority says. */
    void begin(@Observes @Priority(1) StartupEvent start) {
        RequiredTopics.check(settings.bootstrap());
        History history = registry.refresh(Registry.PATIENCE);
        history.newest(ModelRelease.SHARED).ifPresent(this::requireSameShape);
        LOG.infof(
                "known: %d releases, %d adaptations",
                history.releases().size(), history.adaptations().size());
        access.announce();
        webhooks.begin();
        lineage.ifPresent(Courier::begin);
        sweep.begin();
        firstModel.begin();
        rollouts.begin();
    }

    private void requireSameShape(ModelRelease first) {
        require("features", first.features(), settings.features());
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
