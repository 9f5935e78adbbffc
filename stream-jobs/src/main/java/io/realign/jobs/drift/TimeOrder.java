package io.realign.jobs.drift;

import io.realign.alert.CalibratingState;
import io.realign.alert.ConfirmationTest;
import io.realign.alert.DomainResiduals;
import io.realign.event.Preconditions;
import io.realign.window.TimeDependence;
import io.realign.window.TimeDependence.Season;
import io.realign.window.TimeDependence.SlowChange;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** What is known about events in time order, which the order of the source events does not represent. */
public sealed interface TimeOrder extends Serializable {
    /** Returns the maximum fraction of the suspicions without drift that become alerts. */
    default double falseConfirmations() {
        return this instanceof Dependent
                ? DomainResiduals.MAX_FALSE_CONFIRMATIONS
                : ConfirmationTest.MAX_FALSE_CONFIRMATIONS;
    }

    /** Nothing is known: the events are compared with the source as they are. */
    record Unknown() implements TimeOrder {
        private static final long serialVersionUID = 1;
    }

    /** The residuals of the events are compared with those of the source. */
    record Dependent(TimeDependence dependence) implements TimeOrder {
        private static final long serialVersionUID = 1;
    }

    /**
     * The first events of each new domain are without drift, and are its reference.
     *
     * @param events number of these events, see {@link CalibratingState}
     */
    record QuietStretch(int events) implements TimeOrder {
        private static final long serialVersionUID = 1;

        public QuietStretch {
            Preconditions.requireBetween(
                    "quiet-events", events, CalibratingState.MIN_EVENTS, CalibratingState.MAX_EVENTS);
        }
    }

    /**
     * Returns the time order that the settings state.
     *
     * @param seasonPeriod period of a season, null if not set
     * @param seasonSlots number of slots of the season, null if not set
     * @param rollingMemory memory of a slow change in events, null if not set
     * @param quietEvents number of first events of a domain without drift, null if not set
     * @throws IllegalArgumentException if a value is out of range or the settings exclude each other
     */
    static TimeOrder of(Duration seasonPeriod, Integer seasonSlots, Integer rollingMemory, Integer quietEvents) {
        if ((seasonPeriod == null) != (seasonSlots == null)) {
            throw new IllegalArgumentException("season-period and season-slots: expected both or none, got %s and %s"
                    .formatted(orNone(seasonPeriod), orNone(seasonSlots)));
        }
        if (Stream.of(seasonPeriod, rollingMemory, quietEvents)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new IllegalArgumentException(
                    "season-period, rolling-memory and quiet-events: expected at most one of them, got %s, %s and %s"
                            .formatted(orNone(seasonPeriod), orNone(rollingMemory), orNone(quietEvents)));
        }
        if (seasonPeriod != null) {
            return new Dependent(new Season(seasonPeriod, seasonSlots));
        }
        if (rollingMemory != null) {
            return new Dependent(new SlowChange(rollingMemory));
        }
        return quietEvents == null ? new Unknown() : new QuietStretch(quietEvents);
    }

    private static Object orNone(Object setting) {
        return setting == null ? "none" : setting;
    }
}
