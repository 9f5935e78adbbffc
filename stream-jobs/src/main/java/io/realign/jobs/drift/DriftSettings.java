package io.realign.jobs.drift;

import static io.realign.event.Preconditions.requireAtLeast;
import static io.realign.event.Preconditions.requirePositive;

import io.realign.alert.Channel;
import io.realign.alert.DetectorState;
import io.realign.alert.FittedReference;
import io.realign.alert.ThresholdCalibrator;
import io.realign.window.RandomFeatures;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.Collectors;

/**
 * Settings of drift detection.
 *
 * @param window minimum number of events after a suspicion that confirm or dismiss it, and number of events of the alert; 16 or more
 * @param randomFeatures random features of a sketch, a power of two, 64 or more
 * @param falseAlarmsPerDay maximum alerts without drift per day in all domains together, positive
 * @param eventsPerDay approximate number of events per day in all domains together
 * @param domainTtl time without events after which the state of a domain expires
 * @param sourceMinEvents minimum source events for the reference, 48 or more
 * @param sourceMaxEvents maximum source events for the reference
 * @param sourceGrowth factor by which the number of source events must grow before the reference is fitted again, 1.1 or more
 * @param sourceQuietPeriod time without source events after which the reference is fitted to fewer events than the maximum
 * @param seed random seed of the random features and the calibration
 * @param channelConfig channels that are tested
 * @param timeOrder what is known about events in time order; if anything is, only the raw channel can be tested
 */
public record DriftSettings(
        int window,
        int randomFeatures,
        double falseAlarmsPerDay,
        long eventsPerDay,
        Duration domainTtl,
        int sourceMinEvents,
        int sourceMaxEvents,
        double sourceGrowth,
        Duration sourceQuietPeriod,
        long seed,
        ChannelConfig channelConfig,
        TimeOrder timeOrder)
        implements Serializable {
    private static final double MIN_SOURCE_GROWTH = 1.1;

    public DriftSettings {
        requireAtLeast("window", window, DetectorState.MIN_WINDOW);
        check(
                RandomFeatures.isValidOutputCount(randomFeatures),
                "random-features: expected a power of two, at least %d, got %d",
                RandomFeatures.MIN_OUTPUTS,
                randomFeatures);
        requirePositive("false-alarms-per-day", falseAlarmsPerDay);
        double maxArl = ThresholdCalibrator.MAX_ARL / Channel.values().length;
        double arl = eventsPerDay / falseAlarmsPerDay;
        check(
                arl >= ThresholdCalibrator.MIN_ARL && arl <= maxArl,
                "events-per-day / false-alarms-per-day: expected %.0f to %.0e, got %.0f",
                ThresholdCalibrator.MIN_ARL,
                maxArl,
                arl);
        check(domainTtl.compareTo(Duration.ZERO) > 0, "domain-ttl: expected a positive duration, got %s", domainTtl);
        requireAtLeast("source-min-events", sourceMinEvents, FittedReference.MIN_EVENTS);
        check(
                sourceMaxEvents >= sourceMinEvents,
                "source-max-events: expected at least source-min-events, %d, got %d",
                sourceMinEvents,
                sourceMaxEvents);
        requireAtLeast("source-growth", sourceGrowth, MIN_SOURCE_GROWTH);
        check(
                sourceQuietPeriod.compareTo(Duration.ZERO) > 0,
                "source-quiet-period: expected a positive duration, got %s",
                sourceQuietPeriod);
        check(
                timeOrder instanceof TimeOrder.Unknown
                        || channelConfig.channels().equals(EnumSet.of(Channel.RAW)),
                "channels: expected raw only with season-period, rolling-memory or quiet-events, got %s; set channels to raw",
                channelConfig.channels().stream().map(Channel::label).collect(Collectors.joining(",")));
        if (timeOrder instanceof TimeOrder.Dependent dependent) {
            int minEvents = dependent.dependence().mean().warmUp() + FittedReference.MIN_EVENTS;
            check(
                    sourceMaxEvents >= minEvents,
                    "source-max-events: expected at least %d for the warm-up and a reference, got %d",
                    minEvents,
                    sourceMaxEvents);
        }
    }

    /**
     * Calibrates thresholds for the maximum number of false alarms, which the channels share equally. Only a fraction of the
     * suspicions without drift becomes alerts, so suspicions may be more frequent. The average run length is the same in all
     * domains, so that a domain with more events has proportionally more of the false alarms.
     */
    ThresholdCalibrator calibration() {
        double alertArl = channelConfig.channels().size() * eventsPerDay / falseAlarmsPerDay;
        double suspicionArl = timeOrder.falseConfirmations() * alertArl;
        return new ThresholdCalibrator(Math.max(ThresholdCalibrator.MIN_ARL, suspicionArl), seed);
    }

    @SuppressWarnings("AnnotateFormatMethod") // @FormatMethod would need another dependency
    private static void check(boolean valid, String message, Object... arguments) {
        if (!valid) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }
}
