package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.alert.DetectorState;
import io.realign.alert.FittedReference;
import io.realign.alert.ThresholdCalibrator;
import io.realign.window.RandomFeatures;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the drift job looks for.
 *
 * @param window events after a suspicion that confirm it and that the alert names, 16 or more
 * @param randomFeatures random features of a sketch, a power of two, 64 or more
 * @param falseAlarmsPerDay how many false suspicions a day the whole fleet may raise, positive
 * @param eventsPerDay how many events a day the whole fleet sends
 * @param domainTtl how long a domain must have been silent to be forgotten
 * @param sourceMinimum source events that the reference needs
 * @param sourceLimit the most source events that the reference is learnt from
 * @param sourceGrowth how many times as many source events as it was learnt from it is learnt anew from, 1.1 or more
 * @param sourceQuietPeriod how long the source must have been silent for the reference to be learnt from fewer than the limit
 * @param seed of random features and calibration
 * @param channelConfig in which channels it looks
 */
public record DriftSettings(
        int window,
        int randomFeatures,
        double falseAlarmsPerDay,
        long eventsPerDay,
        Duration domainTtl,
        int sourceMinimum,
        int sourceLimit,
        double sourceGrowth,
        Duration sourceQuietPeriod,
        long seed,
        ChannelConfig channelConfig)
        implements Serializable {
    private static final double MIN_SOURCE_GROWTH = 1.1;

    public DriftSettings {
        check(
                window >= DetectorState.MIN_WINDOW,
                "window: expected at least " + DetectorState.MIN_WINDOW + " events, got " + window);
        check(
                RandomFeatures.isValidOutputCount(randomFeatures),
                "random-features: expected a power of two, at least " + RandomFeatures.MIN_OUTPUTS + ", got "
                        + randomFeatures);
        check(
                falseAlarmsPerDay > 0 && Double.isFinite(falseAlarmsPerDay),
                "false-alarms-per-day: expected a positive number, got " + falseAlarmsPerDay);
        check(
                eventsPerDay / falseAlarmsPerDay >= ThresholdCalibrator.MIN_ARL
                        && eventsPerDay / falseAlarmsPerDay <= ThresholdCalibrator.MAX_ARL / Channel.values().length,
                "events-per-day: expected %.0f to %.0e for each of the %s false alarms, got %d"
                        .formatted(
                                ThresholdCalibrator.MIN_ARL,
                                ThresholdCalibrator.MAX_ARL / Channel.values().length,
                                falseAlarmsPerDay,
                                eventsPerDay));
        check(domainTtl.compareTo(Duration.ZERO) > 0, "domain-ttl: expected a positive duration, got " + domainTtl);
        check(
                sourceMinimum >= FittedReference.MIN_EVENTS,
                "source-minimum: expected at least " + FittedReference.MIN_EVENTS + " events, got " + sourceMinimum);
        check(
                sourceLimit >= sourceMinimum,
                "source-limit: expected at least the source-minimum of " + sourceMinimum + ", got " + sourceLimit);
        check(
                sourceGrowth >= MIN_SOURCE_GROWTH && Double.isFinite(sourceGrowth),
                "source-growth: expected " + MIN_SOURCE_GROWTH + " or more, got " + sourceGrowth);
        check(
                sourceQuietPeriod.compareTo(Duration.ZERO) > 0,
                "source-settle: expected a positive duration, got " + sourceQuietPeriod);
    }

    /**
     * Every event of the fleet has the same chance of a false suspicion, so a domain's share of the budget is its share
     * of the events, and no domain needs to know of the others. The channels share it equally.
     */
    ThresholdCalibrator calibration() {
        return new ThresholdCalibrator(channelConfig.channels().size() * eventsPerDay / falseAlarmsPerDay, seed);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
