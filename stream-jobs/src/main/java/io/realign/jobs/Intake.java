package io.realign.jobs;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Rejection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.Optional;

/** The two topics that events come in by, each with its side of the contract. */
public enum Intake {
    /** Labelled events. */
    SOURCE {
        @Override
        public Topic<FeatureEvent> topic() {
            return Topics.SOURCE_EVENTS;
        }

        @Override
        Optional<Rejection> check(EventContract contract, FeatureEvent event, Instant now) {
            return contract.checkSource(event, now);
        }
    },
    /** Unlabelled events. */
    TARGET {
        @Override
        public Topic<FeatureEvent> topic() {
            return Topics.TARGET_EVENTS;
        }

        @Override
        Optional<Rejection> check(EventContract contract, FeatureEvent event, Instant now) {
            return contract.checkTarget(event, now);
        }
    };

    public abstract Topic<FeatureEvent> topic();

    abstract Optional<Rejection> check(EventContract contract, FeatureEvent event, Instant now);
}
