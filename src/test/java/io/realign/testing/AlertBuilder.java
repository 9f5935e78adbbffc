package io.realign.testing;

import io.realign.alert.AlertReference;
import io.realign.alert.AlertStatistic;
import io.realign.alert.AlertTimes;
import io.realign.alert.AlertWindow;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.ClassShift;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.alert.TestStatistic;
import io.realign.event.OffsetRange;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds alerts of the raw channel against version 1 of the source; all values have defaults. */
public final class AlertBuilder {
    private final String domain;
    private final int sequenceNumber;
    private String id;
    private AlertReference reference = new AlertReference(DriftWindow.SOURCE, 1, List.of());
    private String channel = DriftWindow.RAW;
    private AlertTimes times = new AlertTimes(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    private AlertStatistic statistic =
            new AlertStatistic(TestStatistic.DISCREPANCY.label(), 2, 0.1, CalibratedThreshold.UNKNOWN);
    private AlertWindow window = new AlertWindow(128, List.of());
    private List<FeatureShift> featureShifts = List.of();
    private Optional<ClassShift> classShift = Optional.empty();

    public AlertBuilder(String domain, int sequenceNumber) {
        this.domain = domain;
        this.sequenceNumber = sequenceNumber;
        this.id = domain + "-" + sequenceNumber;
    }

    public AlertBuilder id(String value) {
        id = value;
        return this;
    }

    public AlertBuilder reference(String name, int version, List<OffsetRange> offsets) {
        reference = new AlertReference(name, version, offsets);
        return this;
    }

    public AlertBuilder channel(String value) {
        channel = value;
        return this;
    }

    public AlertBuilder times(Instant onset, Instant suspectedAt, Instant confirmedAt) {
        times = new AlertTimes(onset, suspectedAt, confirmedAt);
        return this;
    }

    public AlertBuilder score(double value) {
        return statistic(value, statistic.mmd2(), statistic.calibration());
    }

    public AlertBuilder statistic(double score, double mmd2, CalibratedThreshold calibration) {
        statistic = new AlertStatistic(statistic.name(), score, mmd2, calibration);
        return this;
    }

    public AlertBuilder statisticName(String value) {
        statistic = new AlertStatistic(value, statistic.score(), statistic.mmd2(), statistic.calibration());
        return this;
    }

    public AlertBuilder window(long count, List<OffsetRange> offsets) {
        window = new AlertWindow(count, offsets);
        return this;
    }

    public AlertBuilder featureShifts(List<FeatureShift> value) {
        featureShifts = value;
        return this;
    }

    public AlertBuilder classShift(ClassShift value) {
        classShift = Optional.of(value);
        return this;
    }

    public DriftAlert build() {
        return new DriftAlert(
                id, domain, sequenceNumber, reference, channel, times, statistic, window, featureShifts, classShift);
    }
}
