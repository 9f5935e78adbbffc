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
 * Watches one domain. Mutable; one writer.
 *
 * <p>Same events in the same order, same result: whether an event is late is judged by the domain's own newest event,
 * not by a clock and not by other domains.
 */
public final class DriftDetector {
    /** So many times in a row a domain has to be found back where it was. */
    private static final int RETURN_CHECKS = 2;

    /** The events after a suspicion confirm it if chance puts one of their two normal scores higher three times in a thousand. */
    private static final double CONFIRMATION_SCORE = 3.09;

    /** Rooms for the rows of an event, used over and over: a new one for each event costs as much as what is done in it. */
    private static final ThreadLocal<Map<Channel, float[]>> ROW_BUFFERS =
            ThreadLocal.withInitial(() -> new EnumMap<>(Channel.class));

    private static final List<Channel> CHANNELS = List.of(Channel.values());

    /** Messages in the time of a confirmation. */
    private static final int REPORTS_PER_WINDOW = 8;

    private final String domain;
    private final int window;
    private final Map<Channel, SequentialTest> tests;

    /** Of the event that is being taken in, in the channels that are asked. */
    private final Map<Channel, float[]> rows = new EnumMap<>(Channel.class);

    private DomainReference reference;
    private EventAccumulator unreported;
    private DriftState driftState;
    private DomainTime domainTime;
    private OffsetRange lastOffset;

    /**
     * A detector that has seen nothing.
     *
     * @param domain the domain
     * @param window events that confirm a suspicion and that the alert names, 16 or more
     */
    public DriftDetector(String domain, int window) {
        this(new DetectorState(
                domain,
                window,
                Map.of(),
                DomainReference.SOURCE,
                new EventAccumulator(),
                new QuietState(0),
                DomainTime.NONE,
                Optional.empty()));
    }

    /** A detector that goes on from where another was. */
    public DriftDetector(DetectorState watched) {
        this.domain = watched.domain();
        this.window = watched.window();
        this.tests = new EnumMap<>(Channel.class);
        this.tests.putAll(watched.tests());
        this.reference = watched.reference();
        this.unreported = watched.unreported();
        this.driftState = watched.driftState();
        this.domainTime = watched.domainTime();
        this.lastOffset = watched.lastOffset().orElse(null);
    }

    /** All there is, to go on from. */
    public DetectorState state() {
        return new DetectorState(
                domain, window, tests, reference, unreported, driftState, domainTime, Optional.ofNullable(lastOffset));
    }

    /** What is being made of the domain. */
    public DriftState driftState() {
        return driftState;
    }

    /**
     * Id of the release that {@link Channel#MODEL} sees the domain through; of none if it does not see it.
     *
     * @param source id of the release that the source is seen through
     */
    public String modelReleaseId(String source) {
        return reference.modelReleaseId().orElse(source);
    }

    /**
     * Takes in an event, about which every channel is asked that sees it.
     *
     * @see #observe(LocatedEvent, Map, Set, Map)
     */
    public DetectionResult observe(
            LocatedEvent located, Map<Channel, float[]> views, Map<Channel, FittedReference> source) {
        return observe(located, views, views.keySet(), source);
    }

    /**
     * Takes in an event.
     *
     * @param located the event
     * @param views the event as each channel sees it: raw features in {@link Channel#RAW}, and in {@link Channel#MODEL}
     *     what the release {@link #modelReleaseId} makes of them, if that is there
     * @param asked the channels that may raise a suspicion, and confirm it
     * @param source what the source has taught, for each of these channels, and for {@link Channel#RAW} in any case
     */
    public DetectionResult observe(
            LocatedEvent located,
            Map<Channel, float[]> views,
            Set<Channel> asked,
            Map<Channel, FittedReference> source) {
        Instant event = located.event().time();
        OffsetRange range = OffsetRanges.withPrecedingGap(lastOffset, located.offsets());
        lastOffset = located.offsets();
        if (domainTime.isLate(event)) {
            return DetectionResult.LATE;
        }
        domainTime = domainTime.advance(event);
        // A late event is not looked at, so the ranges leave it out: the next one's begins behind it.
        unreported.add(event.toEpochMilli(), range);
        rows.clear();
        DomainComparison comparison = comparison(source);
        Channel over = null;
        for (Channel channel : CHANNELS) {
            float[] view = views.get(channel);
            if (view == null) {
                continue;
            }
            CalibratedReference regime = comparison.calibratedReference(channel);
            FeatureMap map = comparison.featureMap(channel);
            float[] row = rowBuffer(channel, map.width());
            map.map(view, row);
            boolean heard = asked.contains(channel);
            if (heard) {
                rows.put(channel, row);
            }
            if (!regime.usesMap(map)) {
                continue;
            }
            boolean out = test(channel, regime, event).observe(row, event.toEpochMilli(), regime, map.whitening());
            if (out && heard) {
                over = over == null ? channel : over;
            }
        }
        Optional<DriftAlert> alert = transition(new LocatedEvent(located.event(), range), over, source);
        boolean complete = unreported.count() >= Math.max(1, window / REPORTS_PER_WINDOW);
        Optional<DriftWindow> message = complete ? Optional.of(report(asked, source)) : Optional.empty();
        return message.isEmpty() && alert.isEmpty() ? DetectionResult.NONE : new DetectionResult(false, message, alert);
    }

    /**
     * What the events that the domain is compared with were predicted to be; empty where no model has looked at them, or
     * they are seen in another way by now.
     *
     * @param ofSource what the source's events were predicted to be
     */
    public Optional<ClassSketches> referenceClasses(
            Optional<ClassSketches> ofSource, Map<Channel, FittedReference> source) {
        Optional<ClassSketches> classes =
                reference.references().containsKey(Channel.RAW) ? reference.predictedClasses() : ofSource;
        long map = comparison(source).featureMap(Channel.RAW).fingerprint();
        return classes.filter(known -> known.mapFingerprint() == map);
    }

    /**
     * The events of the alert by the class that a release predicts for each.
     *
     * @param predicted the class of each event that the open alert names
     * @throws IllegalStateException if there is no alert without an outcome
     */
    public ClassSketches alertClasses(String release, List<String> predicted, Map<Channel, FittedReference> source) {
        return ClassSketches.of(
                release,
                comparison(source).featureMap(Channel.RAW),
                requireConfirmed().alertEvents(),
                predicted);
    }

    /**
     * Takes in the outcome of an adaptation while no model is there to look through.
     *
     * @see #applyOutcome(boolean, Map, String, Optional, Map)
     */
    public void applyOutcome(
            boolean released, Map<Channel, List<LocatedEvent>> moved, Map<Channel, FittedReference> source) {
        applyOutcome(released, moved, DomainReference.NO_MODEL, Optional.empty(), source);
    }

    /**
     * Takes in the outcome of an adaptation.
     *
     * @param released whether a model was made for where the alert found the domain
     * @param moved the events of the alert as each channel sees them, through the model that serves from here on
     * @param through id of the release that serves from here on
     * @param classes the events of the alert by the class that it predicts
     * @param source what the source has taught
     * @throws IllegalStateException if there is no alert without an outcome
     */
    public void applyOutcome(
            boolean released,
            Map<Channel, List<LocatedEvent>> moved,
            String through,
            Optional<ClassSketches> classes,
            Map<Channel, FittedReference> source) {
        ConfirmedState confirmed = requireConfirmed();
        String name = confirmed.alert().id();
        FittedReference raw = comparison(source).fittedReference(Channel.RAW);
        // Kept, because the source may be learnt anew, through another map, before it is known whether the domain is
        // back.
        DomainReference before = reference.with(Channel.RAW, raw);
        Optional<FittedReference> model = Optional.ofNullable(moved.get(Channel.MODEL))
                .flatMap(events -> released
                        ? rebuildModelReference(name, events, source)
                        : recalibrateModelReference(name, events, source));
        reference = reference
                .withoutModel()
                .with(Channel.RAW, raw.recalibrate(name, moved.get(Channel.RAW)))
                .withPredictedClasses(classes);
        model.ifPresent(
                learnt -> reference = reference.with(Channel.MODEL, learnt).through(through));
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

    /** In the space of a new model; nothing where the events are too few for that, or look all the same there. */
    private static Optional<FittedReference> rebuildModelReference(
            String name, List<LocatedEvent> events, Map<Channel, FittedReference> source) {
        try {
            return Optional.ofNullable(source.get(Channel.MODEL)).map(baseline -> baseline.rebuild(name, events));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In the space of the model that has served before. */
    private Optional<FittedReference> recalibrateModelReference(
            String name, List<LocatedEvent> events, Map<Channel, FittedReference> source) {
        if (!source.containsKey(Channel.MODEL)) {
            return Optional.empty();
        }
        return Optional.of(comparison(source).fittedReference(Channel.MODEL).recalibrate(name, events));
    }

    private Optional<DriftAlert> transition(LocatedEvent event, Channel over, Map<Channel, FittedReference> source) {
        if (driftState instanceof StableState resting) {
            if (over != null) {
                FittedReference baseline = comparison(source).fittedReference(over);
                Suspicion alarm = tests.get(over)
                        .suspicion(
                                baseline.calibratedReference(),
                                baseline.featureMap().whitening());
                driftState = new SuspectedState(
                        resting, over, alarm, event.event().time(), new ConfirmationWindow(), new ConfirmationWindow());
            }
        } else if (driftState instanceof SuspectedState suspected) {
            int confirming = Math.max(window, suspected.suspicion().length());
            suspected.confirmationWindow().add(event, rows, window);
            if (2 * suspected.confirmationWindow().count() > confirming) {
                suspected.secondHalf().add(event, rows, 0);
            }
            if (suspected.confirmationWindow().count() >= confirming) {
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
        double correlation =
                comparison.autocorrelationTime(suspected.confirmationWindow().newestEvents());
        Map<Channel, Double> all = comparison.normalScores(suspected.confirmationWindow(), correlation);
        Map<Channel, Double> recent = comparison.normalScores(suspected.secondHalf(), correlation);
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
        boolean isBack = comparison(source).hasReturned(confirmed.alert(), confirmed.window());
        int back = isBack ? confirmed.consecutiveReturns() + 1 : 0;
        if (back == RETURN_CHECKS) {
            enterStableState(new RecoveredState(confirmed.alertCount()));
        } else {
            driftState = new ConfirmedState(confirmed.alert(), confirmed.alertEvents(), new ConfirmationWindow(), back);
        }
    }

    private void concludeAdaptation(AdaptingState adapting, Map<Channel, FittedReference> source) {
        DomainComparison comparison = comparison(source);
        Map<Channel, Double> now = comparison.normalScores(adapting.window(), 1);
        if (comparison.withReference(adapting.previousReference()).hasReturned(adapting.alert(), adapting.window())) {
            // What a model made since then shows cannot be compared with before.
            reference =
                    adapting.released() ? adapting.previousReference().withoutModel() : adapting.previousReference();
            if (comparison(source)
                    .calibratedReference(Channel.RAW)
                    .reference()
                    .name()
                    .equals(DriftWindow.SOURCE)) {
                reference = reference.without(Channel.RAW);
            }
            enterStableState(new RecoveredState(adapting.alertCount()));
        } else if (!now.isEmpty() && now.values().stream().allMatch(score -> score <= CONFIRMATION_SCORE)) {
            List<LocatedEvent> events = new ArrayList<>(adapting.alertEvents());
            events.addAll(adapting.window().newestEvents());
            FittedReference raw = comparison(source).fittedReference(Channel.RAW);
            reference =
                    reference.with(Channel.RAW, raw.recalibrate(adapting.alert().id(), events));
            enterStableState(
                    adapting.released()
                            ? new AdaptedState(adapting.alertCount())
                            : new PersistingState(adapting.alertCount()));
        } else {
            enterStableState(new PersistingState(adapting.alertCount()));
        }
    }

    private void enterStableState(StableState resting) {
        tests.clear();
        driftState = resting;
    }

    private DriftWindow report(Set<Channel> asked, Map<Channel, FittedReference> source) {
        EventAccumulator told = unreported;
        unreported = new EventAccumulator();
        return new DriftReports(domain, comparison(source)).window(told, driftState.state(), tests, asked, window);
    }

    private SequentialTest test(Channel channel, CalibratedReference regime, Instant event) {
        SequentialTest test = tests.get(channel);
        if (test != null && !test.usesReference(regime)) {
            restartTests();
            test = null;
        }
        if (test == null) {
            test = new SequentialTest(regime, event.toEpochMilli());
            tests.put(channel, test);
        }
        return test;
    }

    /** The source has been learnt anew: what was summed up under the old one says nothing under this one. */
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
        Map<Channel, float[]> rooms = ROW_BUFFERS.get();
        float[] room = rooms.get(channel);
        if (room == null || room.length != width) {
            room = new float[width];
            rooms.put(channel, room);
        }
        return room;
    }

    private DomainComparison comparison(Map<Channel, FittedReference> source) {
        return new DomainComparison(reference, source);
    }
}
