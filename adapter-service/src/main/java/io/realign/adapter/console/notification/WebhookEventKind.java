package io.realign.adapter.console.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.Locale;

/** What an endpoint may want to be told of. */
public enum WebhookEventKind {
    /** A domain has moved. */
    ALERT,
    /** What was done about an alert. */
    ADAPTATION,
    /** A new model, which scores nothing yet unless it is the first. */
    RELEASE,
    /** A release scores another share of the events, or is paused, or goes on. */
    STEP,
    /** The model before is back. */
    ROLLBACK;

    /** As in the settings. */
    @JsonValue
    public String settingsName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it is written. */
    Topic<?> topic() {
        return switch (this) {
            case ALERT -> Topics.DRIFT_ALERTS;
            case ADAPTATION -> Topics.ADAPTATIONS;
            case RELEASE, STEP, ROLLBACK -> Topics.MODELS;
        };
    }
}
