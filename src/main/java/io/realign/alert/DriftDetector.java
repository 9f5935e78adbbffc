package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import io.realign.event.Tensor;
import io.realign.window.DriftWindow;
import io.realign.window.EventAccumulator;
import io.realign.window.FeatureMap;
import io.realign.window.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Detects drift in one domain. Not thread-safe.
 *
 * <p>Deterministic: the result depends only on the events and their order. An event is late relative to the event time
 * of its own domain, not to a clock or to other domains.
 */
public final class DriftDetector {
    /** Consecutive checks that must match the reference before a domain counts as recovered. */
    private static final int RECOVERY_CHECKS = 2;

    /**
     * Z-score up to which a window matches the new reference. Without drift, the larger of the z-scores of discrepancy and
     * typicality exceeds it with probability .003.
     */
    private static final double MAX_MATCHING_Z_SCORE = 3.09;

    /** Ratio of the drift score of a suspicion to that of an earlier one that it replaces. */
    private static final double STRONGER_SUSPICION = 1.2;

    /** Reused row buffers, since allocating a row costs as much as processing an event. */
    private static final ThreadLocal<Map<Channel, float[]>> ROW_BUFFERS =
            ThreadLocal.withInitial(() -> new EnumMap<>(Channel.class));

    private static final List<Channel> CHANNELS = List.of(Channel.values());

    /** Capacity of windows of which only the sum is used. */
    private static final int NO_STORED_EVENTS = 0;

    /** Number of {@link DriftWindow} reports per confirmation window. */
    private static final int REPORTS_PER_CONFIRMATION = 8;

    private final String domain;
    private final int windowLength;
    private final Map<Channel, SequentialTest> tests;

    /** Rows of the current event by active channel. */
    private final Map<Channel, float[]> rows = new EnumMap<>(Channel.class);

    private DomainReference reference;
    private EventAccumulator unreported;
    private DriftState driftState;
    private DomainTime domainTime;
    private OffsetRange lastOffset;
    private Optional<DomainResiduals> residuals;

    /**
     * Creates a detector without any events.
     *
     * @param domain domain name
     * @param windowLength number of events that are tested to confirm a suspicion and whose offsets are in the alert,
     *     at least {@value DetectorState#MIN_WINDOW}
     */
    public DriftDetector(String domain, int windowLength) {
        this(new DetectorState(
                domain,
                windowLength,
                Map.of(),
                DomainReference.SOURCE,
                new EventAccumulator(),
                new MonitoringState(DriftWindow.State.QUIET, 0),
                DomainTime.NONE,
                Optional.empty(),
                Optional.empty()));
    }

    /**
     * Creates a detector without any events that compares the domain with its own first events.
     *
     * @param quietEvents number of first events, which are not tested, {@value CalibratingState#MIN_EVENTS} to
     *     {@value CalibratingState#MAX_EVENTS}
     * @see #DriftDetector(String, int)
     */
    public static DriftDetector calibrating(String domain, int windowLength, int quietEvents) {
        DriftDetector detector = new DriftDetector(domain, windowLength);
        detector.driftState = new CalibratingState(quietEvents, List.of());
        return detector;
    }

    /** Restores a detector. */
    public DriftDetector(DetectorState state) {
        this.domain = state.domain();
        this.windowLength = state.windowLength();
        this.tests = new EnumMap<>(Channel.class);
        this.tests.putAll(state.tests());
        this.reference = state.reference();
        this.unreported = state.unreported();
        this.driftState = state.driftState();
        this.domainTime = state.domainTime();
        this.lastOffset = state.lastOffset().orElse(null);
        this.residuals = state.residuals();
    }

    /** Returns the complete state, from which the detector can be restored. */
    public DetectorState state() {
        return new DetectorState(
                domain,
                windowLength,
                tests,
                reference,
                unreported,
                driftState,
                domainTime,
                Optional.ofNullable(lastOffset),
                residuals);
    }

    public DriftState driftState() {
        return driftState;
    }

    /**
     * Returns the id of the release whose embeddings {@link Channel#MODEL} tests, {@link DomainReference#NO_MODEL} if
     * the channel is off.
     *
     * @param source id of the release used for the source
     */
    public String modelReleaseId(String source) {
        return reference.modelReleaseId().orElse(source);
    }

    /**
     * Selects what the domain is tested with while it is compared with the source: residuals, or the features. The domain
     * continues its own residuals if they are comparable with those of the source. With a reference of its own or an open
     * alert, nothing changes, since their events were transformed like the events so far.
     *
     * @param source residuals at the end of the source; empty if the features are tested
     */
    public void useResiduals(Optional<EventResiduals> source) {
        boolean comparesWithSource = !reference.references().containsKey(Channel.RAW)
                && (driftState instanceof MonitoringState || driftState instanceof SuspectedState);
        if (comparesWithSource) {
            residuals = source.map(end -> residuals
                    .filter(own -> own.events().isComparable(end))
                    .orElseGet(() -> DomainResiduals.following(end)));
        }
    }

    /**
     * Observes an event. With {@link #useResiduals residuals}, only the raw channel is tested, and an event whose
     * residuals are unknown is ignored.
     *
     * @param located event with its offset
     * @param features features of the event by channel: raw features in {@link Channel#RAW}, and if available the
     *     embedding of the release {@link #modelReleaseId} in {@link Channel#MODEL}
     * @param active channels that may raise and confirm a suspicion
     * @param source references fitted to the source, for {@link Channel#RAW} and all channels in {@code features}
     */
    public DetectionResult observe(
            LocatedEvent located,
            Map<Channel, float[]> features,
            Set<Channel> active,
            Map<Channel, FittedReference> source) {
        Instant time = located.event().time();
        OffsetRange range = OffsetRanges.withPrecedingGap(lastOffset, located.offsets());
        lastOffset = located.offsets();
        if (domainTime.isLate(time)) {
            return DetectionResult.LATE;
        }
        domainTime = domainTime.advance(time);
        LocatedEvent event = new LocatedEvent(located.event(), range);
        if (residuals.isEmpty()) {
            return test(event, features, active, source);
        }
        return residuals
                .get()
                .events()
                .observe(event)
                .map(residual -> test(
                        residual,
                        Map.of(Channel.RAW, residual.event().features().values()),
                        active,
                        source))
                .orElse(DetectionResult.NONE);
    }

    private DetectionResult test(
            LocatedEvent event,
            Map<Channel, float[]> features,
            Set<Channel> active,
            Map<Channel, FittedReference> source) {
        Instant time = event.event().time();
        // lastOffset also advances with ignored events, so the range of the next event does not cover them.
        unreported.add(time.toEpochMilli(), event.offsets());
        if (driftState instanceof CalibratingState calibrating) {
            calibrate(calibrating, event, source);
            return new DetectionResult(false, reportIfDue(active, source), Optional.empty());
        }
        rows.clear();
        DomainComparison comparison = comparison(source);
        Channel suspectedChannel = null;
        for (Channel channel : CHANNELS) {
            float[] values = features.get(channel);
            if (values == null) {
                continue;
            }
            CalibratedReference calibrated = comparison.calibratedReference(channel);
            residuals.ifPresent(
                    own -> own.budget().observeEvent(calibrated.thresholds().calibration()));
            FeatureMap map = comparison.featureMap(channel);
            float[] row = rowBuffer(channel, map.width());
            map.map(values, row);
            boolean isActive = active.contains(channel);
            if (isActive) {
                rows.put(channel, row);
            }
            if (!calibrated.usesMap(map)) {
                continue;
            }
            SequentialTest test = test(channel, calibrated, time);
            boolean exceeded = test.observe(values, row, time.toEpochMilli(), calibrated, map)
                    && test.exceeds(minScore(calibrated), calibrated, map.whitening());
            if (exceeded && isActive && suspectedChannel == null) {
                suspectedChannel = channel;
            }
        }
        Optional<DriftAlert> alert = transition(event, features, suspectedChannel, source);
        Optional<DriftWindow> report = reportIfDue(active, source);
        return report.isEmpty() && alert.isEmpty() ? DetectionResult.NONE : new DetectionResult(false, report, alert);
    }

    /**
     * Returns the reference events by predicted class; empty if unknown, or if the feature map has changed since they
     * were computed.
     *
     * @param sourceClasses source events by predicted class
     */
    public Optional<ClassSketches> referenceClasses(
            Optional<ClassSketches> sourceClasses, Map<Channel, FittedReference> source) {
        Optional<ClassSketches> classes =
                reference.references().containsKey(Channel.RAW) ? reference.predictedClasses() : sourceClasses;
        long map = comparison(source).featureMap(Channel.RAW).fingerprint();
        return classes.filter(known -> known.mapFingerprint() == map);
    }

    /**
     * Groups the events of the open alert by predicted class.
     *
     * @param predicted predicted class of each event of the alert
     * @throws IllegalStateException if the domain has no open alert
     */
    public ClassSketches alertClasses(String releaseId, List<String> predicted, Map<Channel, FittedReference> source) {
        return ClassSketches.of(
                releaseId,
                comparison(source).featureMap(Channel.RAW),
                requireConfirmed().alertEvents(),
                predicted);
    }

    /**
     * Applies the outcome of an adaptation and turns the model channel off.
     *
     * @see #applyOutcome(boolean, Map, String, Optional, Map)
     */
    public void applyOutcome(
            boolean released, Map<Channel, List<LocatedEvent>> alertEvents, Map<Channel, FittedReference> source) {
        applyOutcome(released, alertEvents, DomainReference.NO_MODEL, Optional.empty(), source);
    }

    /**
     * Applies the outcome of an adaptation.
     *
     * @param released whether a model for the new distribution was released
     * @param alertEvents events of the alert by channel; {@link Channel#MODEL} has the embeddings of the serving
     *     release
     * @param servingReleaseId id of the release that serves after the adaptation
     * @param classes events of the alert by the class that the serving release predicts
     * @param source references fitted to the source
     * @throws IllegalStateException if the domain has no open alert
     */
    public void applyOutcome(
            boolean released,
            Map<Channel, List<LocatedEvent>> alertEvents,
            String servingReleaseId,
            Optional<ClassSketches> classes,
            Map<Channel, FittedReference> source) {
        ConfirmedState confirmed = requireConfirmed();
        String alertId = confirmed.alert().id();
        FittedReference raw = comparison(source).fittedReference(Channel.RAW);
        // Includes the raw reference of the source, which may be refitted with another map before the check for
        // recovery.
        DomainReference previous = reference.with(Channel.RAW, raw);
        Optional<FittedReference> model = Optional.ofNullable(alertEvents.get(Channel.MODEL))
                .flatMap(events -> released
                        ? rebuildModelReference(alertId, events, source)
                        : recalibrateModelReference(alertId, events, source));
        reference = reference
                .withoutModel()
                .with(Channel.RAW, raw.recalibrate(alertId, alertEvents.get(Channel.RAW)))
                .withPredictedClasses(classes);
        model.ifPresent(
                fitted -> reference = reference.with(Channel.MODEL, fitted).withModelRelease(servingReleaseId));
        tests.clear();
        driftState = new AdaptingState(
                confirmed.alert(), released, confirmed.alertEvents(), previous, new ConfirmationWindow());
    }

    private ConfirmedState requireConfirmed() {
        if (driftState instanceof ConfirmedState confirmed) {
            return confirmed;
        }
        throw new IllegalStateException(
                "expected an open alert of domain '%s', got the state %s".formatted(domain, driftState.state()));
    }

    /** Fits a new feature map to the embeddings of a new model; empty if the events are too few or all equal. */
    private static Optional<FittedReference> rebuildModelReference(
            String name, List<LocatedEvent> events, Map<Channel, FittedReference> source) {
        try {
            return Optional.ofNullable(source.get(Channel.MODEL)).map(fitted -> fitted.rebuild(name, events));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Keeps the feature map and fits a reference to the embeddings of the unchanged model. */
    private Optional<FittedReference> recalibrateModelReference(
            String name, List<LocatedEvent> events, Map<Channel, FittedReference> source) {
        if (!source.containsKey(Channel.MODEL)) {
            return Optional.empty();
        }
        return Optional.of(comparison(source).fittedReference(Channel.MODEL).recalibrate(name, events));
    }

    /** Equal events have no null distribution, so the newest events are collected until they differ. */
    private void calibrate(CalibratingState calibrating, LocatedEvent event, Map<Channel, FittedReference> source) {
        List<LocatedEvent> events = calibrating.events();
        if (events.size() == calibrating.requiredEvents() - 1) {
            FittedReference raw = comparison(source).fittedReference(Channel.RAW);
            List<LocatedEvent> all = new ArrayList<>(events);
            all.add(event);
            if (raw.areDifferent(all)) {
                reference = reference.with(Channel.RAW, raw.recalibrate(CalibratingState.REFERENCE, all));
                driftState = new MonitoringState(DriftWindow.State.QUIET, 0);
                return;
            }
            events.remove(0);
        }
        events.add(event);
    }

    private Optional<DriftAlert> transition(
            LocatedEvent event,
            Map<Channel, float[]> features,
            Channel suspectedChannel,
            Map<Channel, FittedReference> source) {
        if (driftState instanceof MonitoringState monitoring) {
            if (suspectedChannel != null) {
                countSuspicion(comparison(source).calibratedReference(suspectedChannel));
                driftState = suspect(monitoring, suspectedChannel, event, source);
            } else {
                growReferences(monitoring.quietEvents(), event, features, source);
            }
        } else if (driftState instanceof SuspectedState suspected) {
            return evaluate(suspected, suspectedChannel, event, features, source);
        } else if (driftState instanceof ConfirmedState confirmed) {
            confirmed.window().add(event, rows, NO_STORED_EVENTS);
            if (confirmed.window().count() >= windowLength) {
                evaluate(confirmed, source);
            }
        } else if (driftState instanceof AdaptingState adapting) {
            adapting.window().add(event, rows, windowLength);
            if (adapting.window().count() >= windowLength) {
                concludeAdaptation(adapting, source);
            }
        }
        return Optional.empty();
    }

    private void growReferences(
            QuietEvents quiet,
            LocatedEvent event,
            Map<Channel, float[]> features,
            Map<Channel, FittedReference> source) {
        for (Map.Entry<Channel, CalibratedReference> own :
                reference.references().entrySet()) {
            Channel channel = own.getKey();
            float[] values = features.get(channel);
            if (values == null) {
                continue;
            }
            LocatedEvent ofChannel =
                    new LocatedEvent(event.event().unlabelledWith(Tensor.vector(values)), event.offsets());
            Reference current = own.getValue().reference();
            List<LocatedEvent> larger = quiet.add(channel, ofChannel, current.count(), windowLength);
            if (!larger.isEmpty()) {
                FittedReference fitted = comparison(source).fittedReference(channel);
                reference = reference.with(channel, fitted.recalibrate(current.name(), larger));
            }
        }
    }

    private SuspectedState suspect(
            MonitoringState monitoring, Channel channel, LocatedEvent event, Map<Channel, FittedReference> source) {
        FittedReference fitted = comparison(source).fittedReference(channel);
        Suspicion suspicion = tests.get(channel).suspicion(fitted.calibratedReference(), fitted.featureMap());
        return new SuspectedState(
                monitoring,
                channel,
                suspicion,
                event.event().time(),
                new ConfirmationWindow(),
                new ConfirmationTest(suspicion, fitted.featureMap().whitening().typicalityIndex()));
    }

    private Optional<DriftAlert> evaluate(
            SuspectedState suspected,
            Channel suspectedChannel,
            LocatedEvent event,
            Map<Channel, float[]> features,
            Map<Channel, FittedReference> source) {
        suspected.confirmationWindow().add(event, rows, windowLength);
        float[] row = rows.get(suspected.channel());
        if (row == null) {
            return waitForChannel(suspected);
        }
        DomainComparison comparison = comparison(source);
        FittedReference fitted = comparison.fittedReference(suspected.channel());
        if (!fitted.calibratedReference().usesMap(fitted.featureMap())) {
            return waitForChannel(suspected);
        }
        ConfirmationTest.Outcome outcome = suspected
                .confirmationTest()
                .observe(
                        features.get(suspected.channel()),
                        row,
                        event.event().time().toEpochMilli(),
                        fitted.calibratedReference(),
                        fitted.featureMap(),
                        windowLength,
                        tests.get(suspected.channel()).autocorrelationTime(fitted.calibratedReference()));
        if (outcome == ConfirmationTest.Outcome.CONFIRMED) {
            DriftAlert alert = reports(comparison).alert(suspected, domainTime.current());
            driftState = new ConfirmedState(
                    alert, suspected.confirmationWindow().newestEvents(), new ConfirmationWindow(), 0);
            return Optional.of(alert);
        }
        if (outcome == ConfirmationTest.Outcome.DISMISSED) {
            tests.replaceAll((channel, test) -> test.restarted());
            driftState = suspected.previousState();
        } else if (suspectedChannel != null && mayBeReplaced(suspected, suspectedChannel, comparison)) {
            SuspectedState other = suspect(suspected.previousState(), suspectedChannel, event, source);
            if (replaces(other, suspected, comparison)) {
                countSuspicion(fitted.calibratedReference());
                driftState = other;
            }
        }
        return Optional.empty();
    }

    /** Spares the computation of a suspicion that cannot replace the open one. */
    private boolean mayBeReplaced(SuspectedState open, Channel other, DomainComparison comparison) {
        return open.confirmationTest().isLosing(windowLength)
                || tests.get(other).departsFromConstant(comparison.calibratedReference(other));
    }

    /**
     * Whether a suspicion replaces an open one: it is clearly stronger and the bets on the open one are losing, or it is a
     * departure of a constant feature, which is almost certain.
     */
    private boolean replaces(SuspectedState other, SuspectedState open, DomainComparison comparison) {
        if (open.confirmationTest().isLosing(windowLength)
                && other.suspicion().score()
                        > STRONGER_SUSPICION * open.suspicion().score()) {
            return true;
        }
        return departsFromConstant(other, comparison) && !departsFromConstant(open, comparison);
    }

    private static boolean departsFromConstant(SuspectedState suspected, DomainComparison comparison) {
        RareEventLimits limits =
                comparison.calibratedReference(suspected.channel()).thresholds().rareEvents();
        return suspected.suspicion().witness() instanceof Witness.RareEvent rare
                && rare.kind() >= limits.firstConstant();
    }

    /** The channel is off, for example because its model cannot be loaded. */
    private Optional<DriftAlert> waitForChannel(SuspectedState suspected) {
        if (suspected.confirmationWindow().count() >= windowLength) {
            driftState = suspected.previousState();
        }
        return Optional.empty();
    }

    private void evaluate(ConfirmedState confirmed, Map<Channel, FittedReference> source) {
        boolean recovered = comparison(source).hasRecovered(confirmed.alert(), confirmed.window());
        int checks = recovered ? confirmed.consecutiveRecoveryChecks() + 1 : 0;
        if (checks == RECOVERY_CHECKS) {
            startMonitoring(DriftWindow.State.RECOVERED, confirmed.alertCount());
        } else {
            driftState =
                    new ConfirmedState(confirmed.alert(), confirmed.alertEvents(), new ConfirmationWindow(), checks);
        }
    }

    private void concludeAdaptation(AdaptingState adapting, Map<Channel, FittedReference> source) {
        DomainComparison comparison = comparison(source);
        Map<Channel, Double> zScores = comparison.zScores(adapting.window(), 1);
        DomainReference previous = adapting.previousReference();
        // Neither recovered nor served by a release that fits the new distribution.
        DriftWindow.State conclusion = DriftWindow.State.PERSISTING;
        if (comparison.withReference(previous).hasRecovered(adapting.alert(), adapting.window())) {
            // Embeddings of a new model cannot be compared with the previous reference.
            reference = adapting.released() ? previous.withoutModel() : previous;
            if (comparison(source)
                    .calibratedReference(Channel.RAW)
                    .reference()
                    .name()
                    .equals(DriftWindow.SOURCE)) {
                reference = reference.without(Channel.RAW);
            }
            conclusion = DriftWindow.State.RECOVERED;
        } else if (!zScores.isEmpty() && zScores.values().stream().allMatch(zScore -> zScore <= MAX_MATCHING_Z_SCORE)) {
            List<LocatedEvent> events = new ArrayList<>(adapting.alertEvents());
            events.addAll(adapting.window().newestEvents());
            FittedReference raw = comparison.fittedReference(Channel.RAW);
            reference =
                    reference.with(Channel.RAW, raw.recalibrate(adapting.alert().id(), events));
            conclusion = adapting.released() ? DriftWindow.State.ADAPTED : DriftWindow.State.PERSISTING;
        }
        startMonitoring(conclusion, adapting.alertCount());
    }

    private void startMonitoring(DriftWindow.State state, int alertCount) {
        tests.replaceAll((channel, test) -> test.restarted());
        driftState = new MonitoringState(state, alertCount);
    }

    private Optional<DriftWindow> reportIfDue(Set<Channel> active, Map<Channel, FittedReference> source) {
        return unreported.count() >= Math.max(1, windowLength / REPORTS_PER_CONFIRMATION)
                ? Optional.of(report(active, source))
                : Optional.empty();
    }

    private DriftWindow report(Set<Channel> active, Map<Channel, FittedReference> source) {
        EventAccumulator reported = unreported;
        unreported = new EventAccumulator();
        DriftWindow window =
                reports(comparison(source)).window(reported, driftState.state(), tests, active, windowLength);
        return driftState instanceof CalibratingState calibrating ? window.withPromise(calibrating.promise()) : window;
    }

    private DriftReports reports(DomainComparison comparison) {
        return new DriftReports(domain, comparison, residuals);
    }

    private void countSuspicion(CalibratedReference calibrated) {
        residuals.ifPresent(
                own -> own.budget().observeAlarm(calibrated.thresholds().calibration()));
    }

    /** Returns the drift score that a suspicion has to exceed, at least 1. */
    private double minScore(CalibratedReference calibrated) {
        return residuals.map(own -> own.minScore(calibrated)).orElse(1.0);
    }

    private SequentialTest test(Channel channel, CalibratedReference calibrated, Instant time) {
        SequentialTest test = tests.get(channel);
        if (test != null && !test.usesReference(calibrated)) {
            restartTests();
            test = null;
        }
        if (test == null) {
            test = new SequentialTest(calibrated, time.toEpochMilli());
            tests.put(channel, test);
        }
        return test;
    }

    /** Restarts all tests and the current confirmation, because they used a source reference that has been replaced. */
    private void restartTests() {
        tests.clear();
        if (driftState instanceof SuspectedState suspected) {
            driftState = suspected.previousState();
        } else if (driftState instanceof ConfirmedState confirmed) {
            driftState = new ConfirmedState(confirmed.alert(), confirmed.alertEvents(), new ConfirmationWindow(), 0);
        } else if (driftState instanceof AdaptingState adapting) {
            driftState = new AdaptingState(
                    adapting.alert(),
                    adapting.released(),
                    adapting.alertEvents(),
                    adapting.previousReference(),
                    new ConfirmationWindow());
        }
    }

    private static float[] rowBuffer(Channel channel, int width) {
        Map<Channel, float[]> buffers = ROW_BUFFERS.get();
        float[] buffer = buffers.get(channel);
        if (buffer == null || buffer.length != width) {
            buffer = new float[width];
            buffers.put(channel, buffer);
        }
        return buffer;
    }

    private DomainComparison comparison(Map<Channel, FittedReference> source) {
        return new DomainComparison(reference, source);
    }
}
