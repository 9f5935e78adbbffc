package io.realign.adapter.console.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.Locale;

/** Kinds of webhook events. */
public enum WebhookEventKind {
    /** Drift was confirmed. */
    ALERT,
    /** An adaptation finished. */
    ADAPTATION,
    /** The rollout of a new release has started. */
    RELEASE,
    /** The traffic share of a release has changed, or its rollout was paused or resumed. */
    STEP,
    /** The previous release was restored. */
    ROLLBACK;

    /** Name in settings and JSON. */
    @JsonValue
    public String settingsName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Topic<?> topic() {
        return switch (this) {
            case ALERT -> Topics.DRIFT_ALERTS;
            case ADAPTATION -> Topics.ADAPTATIONS;
            case RELEASE, STEP, ROLLBACK -> Topics.MODELS;
        };
    }
}
