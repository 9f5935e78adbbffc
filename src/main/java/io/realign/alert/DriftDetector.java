package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import io.realign.window.DriftWindow;
import io.realign.window.EventAccumulator;
import io.realign.window.FeatureMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Detects drift in one domain. Mutable; one writer.
 *
 * <p>Deterministic: the result depends only on the events and their order. Late events are recognised by the domain's
 * own event time, not by a clock or by other domains.
 */
public final class DriftDetector {
    /** Consecutive checks at which a domain must be back at its reference to count as recovered. */
    private static final int RETURN_CHECKS = 2;

    /** Normal score that confirms a suspicion; without drift one of its two scores exceeds it with probability .003. */
    private static final double CONFIRMATION_SCORE = 3.09;

    /** Reused row buffers; allocating one for each event costs as much as processing it. */
    private static final ThreadLocal<Map<Channel, float[]>> ROW_BUFFERS =
            ThreadLocal.withInitial(() -> new EnumMap<>(Channel.class));

    private static final List<Channel> CHANNELS = List.of(Channel.values());

    /** Reports during one confirmation window. */
    private static final int REPORTS_PER_WINDOW = 8;

    private final String domain;
    private final int window;
    private final Map<Channel, SequentialTest> tests;

    /** Rows of the current event in the active channels. */
    private final Map<Channel, float[]> rows = new EnumMap<>(Channel.class);

    private DomainReference reference;
    private EventAccumulator unreported;
    private DriftState driftState;
    private DomainTime domainTime;
    private OffsetRange lastOffset;

    /**
     * Creates a detector without any events.
     *
     * @param domain domain name
     * @param window number of events that confirm a suspicion and are named in the alert, at least
     *     {@value DetectorState#MIN_WINDOW}
     */
    public DriftDetector(String domain, int window) {
        this(new DetectorState(
                domain,
                window,
                Map.of(),
                DomainReference.SOURCE,
                new EventAccumulator(),
                new StableState(DriftWindow.State.QUIET, 0),
                DomainTime.NONE,
                Optional.empty()));
    }

    /** Restores a detector. */
    public DriftDetector(DetectorState state) {
        this.domain = state.domain();
        this.window = state.window();
        this.tests = new EnumMap<>(Channel.class);
        this.tests.putAll(state.tests());
        this.reference = state.reference();
        this.unreported = state.unreported();
        this.driftState = state.driftState();
        this.domainTime = state.domainTime();
        this.lastOffset = state.lastOffset().orElse(null);
    }

    /** Returns the complete state for restoring the detector. */
    public DetectorState state() {
        return new DetectorState(
                domain, window, tests, reference, unreported, driftState, domainTime, Optional.ofNullable(lastOffset));
    }

    public DriftState driftState() {
        return driftState;
    }

    /**
     * Returns the id of the release that computes {@link Channel#MODEL} for this domain,
     * {@link DomainReference#NO_MODEL} if the channel is off.
     *
     * @param source id of the release used for the source
     */
    public String modelReleaseId(String source) {
        return reference.modelReleaseId().orElse(source);
    }

    /**
     * Observes an event with all channels active.
     *
     * @see #observe(LocatedEvent, Map, Set, Map)
     */
    public DetectionResult observe(
            LocatedEvent located, Map<Channel, float[]> features, Map<Channel, FittedReference> source) {
        return observe(located, features, features.keySet(), source);
    }

    /**
     * Observes an event.
     *
     * @param located the event
     * @param features features of the event by channel: raw features in {@link Channel#RAW}, and if available the
     *     embedding of release {@link #modelReleaseId} in {@link Channel#MODEL}
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
        // Late events are excluded from the offset ranges: the range of the next event starts behind them.
        unreported.add(time.toEpochMilli(), range);
        rows.clear();
        DomainComparison comparison = comparison(source);
        Channel suspect = null;
        for (Channel channel : CHANNELS) {
            float[] values = features.get(channel);
            if (values == null) {
                continue;
            }
            CalibratedReference compared = comparison.calibratedReference(channel);
            FeatureMap map = comparison.featureMap(channel);
            float[] row = rowBuffer(channel, map.width());
            map.map(values, row);
            boolean isActive = active.contains(channel);
            if (isActive) {
                rows.put(channel, row);
            }
            if (!compared.usesMap(map)) {
                continue;
            }
            boolean exceeded =
                    test(channel, compared, time).observe(row, time.toEpochMilli(), compared, map.whitening());
            if (exceeded && isActive && suspect == null) {
                suspect = channel;
            }
        }
        Optional<DriftAlert> alert = transition(new LocatedEvent(located.event(), range), suspect, source);
        boolean complete = unreported.count() >= Math.max(1, window / REPORTS_PER_WINDOW);
        Optional<DriftWindow> report = complete ? Optional.of(report(active, source)) : Optional.empty();
        return report.isEmpty() && alert.isEmpty() ? DetectionResult.NONE : new DetectionResult(false, report, alert);
    }

    /**
     * Returns the predicted classes of the reference events; empty if unknown or if the feature map changed since.
     *
     * @param sourceClasses predicted classes of the source events
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
     * @throws IllegalStateException if there is no alert without an outcome
     */
    public ClassSketches alertClasses(String releaseId, List<String> predicted, Map<Channel, FittedReference> source) {
        return ClassSketches.of(
                releaseId,
                comparison(source).featureMap(Channel.RAW),
                requireConfirmed().alertEvents(),
                predicted);
    }

    /**
     * Applies the outcome of an adaptation with the model channel off.
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
     * @param alertEvents events of the alert with the features of each channel, computed by the model that serves from
     *     now on
     * @param servingReleaseId id of the release that serves from now on
     * @param classes events of the alert, grouped by the classes that it predicts
     * @param source references fitted to the source
     * @throws IllegalStateException if there is no alert without an outcome
     */
    public void applyOutcome(
            boolean released,
            Map<Channel, List<LocatedEvent>> alertEvents,
            String servingReleaseId,
            Optional<ClassSketches> classes,
            Map<Channel, FittedReference> source) {
        ConfirmedState confirmed = requireConfirmed();
        String name = confirmed.alert().id();
        FittedReference raw = comparison(source).fittedReference(Channel.RAW);
        // The source may be refitted with another map before the check for recovery, so its raw reference is stored.
        DomainReference before = reference.with(Channel.RAW, raw);
        Optional<FittedReference> model = Optional.ofNullable(alertEvents.get(Channel.MODEL))
                .flatMap(events -> released
                        ? rebuildModelReference(name, events, source)
                        : recalibrateModelReference(name, events, source));
        reference = reference
                .withoutModel()
                .with(Channel.RAW, raw.recalibrate(name, alertEvents.get(Channel.RAW)))
                .withPredictedClasses(classes);
        model.ifPresent(
                fitted -> reference = reference.with(Channel.MODEL, fitted).withModelRelease(servingReleaseId));
        tests.clear();
        driftState = new AdaptingState(
                confirmed.alert(), released, confirmed.alertEvents(), before, new ConfirmationWindow());
    }

    private ConfirmedState requireConfirmed() {
        if (driftState instanceof ConfirmedState confirmed) {
            return confirmed;
        }
        throw new IllegalStateException(
                "expected an alert without an outcome for domain '%s', got %s".formatted(domain, driftState.state()));
    }

    /** Fits to the embeddings of a new model; empty if there are too few events or they are all equal. */
    private static Optional<FittedReference> rebuildModelReference(
            String name, List<LocatedEvent> events, Map<Channel, FittedReference> source) {
        try {
            return Optional.ofNullable(source.get(Channel.MODEL)).map(fitted -> fitted.rebuild(name, events));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Fits to the embeddings of the unchanged model. */
    private Optional<FittedReference> recalibrateModelReference(
            String name, List<LocatedEvent> events, Map<Channel, FittedReference> source) {
        if (!source.containsKey(Channel.MODEL)) {
            return Optional.empty();
        }
        return Optional.of(comparison(source).fittedReference(Channel.MODEL).recalibrate(name, events));
    }

    private Optional<DriftAlert> transition(LocatedEvent event, Channel suspect, Map<Channel, FittedReference> source) {
        if (driftState instanceof StableState stable) {
            if (suspect != null) {
                FittedReference compared = comparison(source).fittedReference(suspect);
                Suspicion suspicion = tests.get(suspect)
                        .suspicion(
                                compared.calibratedReference(),
                                compared.featureMap().whitening());
                driftState = new SuspectedState(
                        stable,
                        suspect,
                        suspicion,
                        event.event().time(),
                        new ConfirmationWindow(),
                        new ConfirmationWindow());
            }
        } else if (driftState instanceof SuspectedState suspected) {
            int required = Math.max(window, suspected.suspicion().length());
            suspected.confirmationWindow().add(event, rows, window);
            if (2 * suspected.confirmationWindow().count() > required) {
                suspected.secondHalf().add(event, rows, 0);
            }
            if (suspected.confirmationWindow().count() >= required) {
                return evaluate(suspected, source);
            }
        } else if (driftState instanceof ConfirmedState confirmed) {
            confirmed.window().add(event, rows, 0);
            if (confirmed.window().count() >= window) {
                evaluate(confirmed, source);
            }
        } else if (driftState instanceof AdaptingState adapting) {
            adapting.window().add(event, rows, window);
            if (adapting.window().count() >= window) {
                concludeAdaptation(adapting, source);
            }
        }
        return Optional.empty();
    }

    private Optional<DriftAlert> evaluate(SuspectedState suspected, Map<Channel, FittedReference> source) {
        DomainComparison comparison = comparison(source);
        double autocorrelationTime =
                comparison.autocorrelationTime(suspected.confirmationWindow().newestEvents());
        Map<Channel, Double> all = comparison.normalScores(suspected.confirmationWindow(), autocorrelationTime);
        Map<Channel, Double> recent = comparison.normalScores(suspected.secondHalf(), autocorrelationTime);
        if (all.keySet().stream()
                .noneMatch(channel -> all.get(channel) > CONFIRMATION_SCORE
                        && recent.getOrDefault(channel, 0.0) > DomainComparison.RETURN_SCORE)) {
            tests.clear();
            driftState = suspected.previousState();
            return Optional.empty();
        }
        DriftAlert alert = new DriftReports(domain, comparison).alert(suspected, domainTime.current());
        driftState =
                new ConfirmedState(alert, suspected.confirmationWindow().newestEvents(), new ConfirmationWindow(), 0);
        return Optional.of(alert);
    }

    private void evaluate(ConfirmedState confirmed, Map<Channel, FittedReference> source) {
        boolean returned = comparison(source).hasReturned(confirmed.alert(), confirmed.window());
        int returns = returned ? confirmed.consecutiveReturns() + 1 : 0;
        if (returns == RETURN_CHECKS) {
            enterStableState(DriftWindow.State.RECOVERED, confirmed.alertCount());
        } else {
            driftState =
                    new ConfirmedState(confirmed.alert(), confirmed.alertEvents(), new ConfirmationWindow(), returns);
        }
    }

    private void concludeAdaptation(AdaptingState adapting, Map<Channel, FittedReference> source) {
        DomainComparison comparison = comparison(source);
        Map<Channel, Double> scores = comparison.normalScores(adapting.window(), 1);
        DomainReference previous = adapting.previousReference();
        DriftWindow.State conclusion = DriftWindow.State.PERSISTING;
        if (comparison.withReference(previous).hasReturned(adapting.alert(), adapting.window())) {
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
        } else if (!scores.isEmpty() && scores.values().stream().allMatch(score -> score <= CONFIRMATION_SCORE)) {
            List<LocatedEvent> events = new ArrayList<>(adapting.alertEvents());
            events.addAll(adapting.window().newestEvents());
            FittedReference raw = comparison.fittedReference(Channel.RAW);
            reference =
                    reference.with(Channel.RAW, raw.recalibrate(adapting.alert().id(), events));
            conclusion = adapting.released() ? DriftWindow.State.ADAPTED : DriftWindow.State.PERSISTING;
        }
        enterStableState(conclusion, adapting.alertCount());
    }

    private void enterStableState(DriftWindow.State state, int alertCount) {
        tests.clear();
        driftState = new StableState(state, alertCount);
    }

    private DriftWindow report(Set<Channel> active, Map<Channel, FittedReference> source) {
        EventAccumulator reported = unreported;
        unreported = new EventAccumulator();
        return new DriftReports(domain, comparison(source)).window(reported, driftState.state(), tests, active, window);
    }

    private SequentialTest test(Channel channel, CalibratedReference compared, Instant time) {
        SequentialTest test = tests.get(channel);
        if (test != null && !test.usesReference(compared)) {
            restartTests();
            test = null;
        }
        if (test == null) {
            test = new SequentialTest(compared, time.toEpochMilli());
            tests.put(channel, test);
        }
        return test;
    }

    /** Discards all sums because the source was refitted and they belong to the old reference. */
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
