package io.realign.adapter.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.Locale;

/** What an endpoint may want to be told of. */
public enum Kind {
    /** A domain has moved. */
    ALERT(Topics.DRIFT_ALERTS),
    /** What was done about an alert. */
    ADAPTATION(Topics.ADAPTATIONS),
    /** A new model, which scores nothing yet unless it is the first. */
    RELEASE(Topics.MODELS),
    /** A release scores another share of the events, or is paused, or goes on. */
    STEP(Topics.MODELS),
    /** The model before is back. */
    ROLLBACK(Topics.MODELS);

    private final Topic<?> topic;

    Kind(Topic<?> topic) {
        this.topic = topic;
    }

    /** As in the settings. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it is written. */
    Topic<?> topic() {
        return topic;
    }
}
