package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.alert.ClassSketches;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DomainReference;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.FittedReference;
import io.realign.client.internal.OnnxModel;
import io.realign.event.LocatedEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a domain's events through the model that serves it. What was seen through one model is never compared with
 * what is seen through another.
 *
 * @param servingModel the model that serves the domain; empty while none is there
 * @param sourceClasses what the events of the source were predicted to be
 */
record ModelChannel(Optional<OnnxModel> servingModel, Optional<ClassSketches> sourceClasses) {
    /** The event as each channel sees it. */
    Map<Channel, float[]> featuresByChannel(
            DriftDetector detector, LocatedEvent event, Map<Channel, FittedReference> learnt) {
        float[] raw = event.event().features().values();
        Optional<float[]> seen = servingModel
                .filter(there -> learnt.containsKey(Channel.MODEL) && matchesReference(there, detector))
                .flatMap(there -> EmbeddingExtractor.finiteEmbedding(there.infer(raw)));
        if (seen.isEmpty()) {
            return Map.of(Channel.RAW, raw);
        }
        Map<Channel, float[]> views = new EnumMap<>(Channel.class);
        views.put(Channel.RAW, raw);
        views.put(Channel.MODEL, seen.get());
        return views;
    }

    /**
     * Tells the detector how the adaptation has ended, and lets it see the events of the alert as the model does that
     * serves from here on: the released one, or without a release the one that has been looked through all the time.
     *
     * @param version of the release, 0 without one
     */
    void applyOutcome(
            DriftDetector detector, ConfirmedState confirmed, long version, Map<Channel, FittedReference> learnt) {
        Optional<OnnxModel> serving =
                servingModel.filter(there -> version == 0 || isReleaseOf(there, confirmed.alert(), version));
        Map<Channel, List<LocatedEvent>> moved = new EnumMap<>(Channel.class);
        moved.put(Channel.RAW, confirmed.alertEvents());
        serving.filter(there -> version > 0 || matchesReference(there, detector))
                .flatMap(there -> embedAll(there, confirmed.alertEvents()))
                .ifPresent(events -> moved.put(Channel.MODEL, events));
        detector.applyOutcome(
                version > 0,
                moved,
                serving.map(there -> there.release().id()).orElse(DomainReference.NO_MODEL),
                serving.map(there -> predictedClasses(there, detector, confirmed, learnt)),
                learnt);
    }

    /** The alert with what has become of the classes, if the model that serves has also looked at the reference. */
    DriftAlert withClassShift(DriftAlert alert, DriftDetector detector, Map<Channel, FittedReference> learnt) {
        Optional<ClassSketches> reference = detector.referenceClasses(sourceClasses, learnt);
        Optional<OnnxModel> same = servingModel.filter(there -> reference
                .filter(classes -> there.release().hasModelOf(classes.releaseId()))
                .isPresent());
        if (same.isEmpty() || !(detector.driftState() instanceof ConfirmedState confirmed)) {
            return alert;
        }
        ClassSketches window = predictedClasses(same.get(), detector, confirmed, learnt);
        return alert.withClassShift(
                reference.get().shiftTo(window, alert.calibration().seed()));
    }

    /** Whether it is the release, or one that has taken its place by now. */
    private static boolean isReleaseOf(OnnxModel model, DriftAlert alert, long version) {
        return model.release().domain().equals(alert.domain())
                && model.release().version() >= version;
    }

    private boolean matchesReference(OnnxModel model, DriftDetector detector) {
        String ofSource = sourceClasses.map(ClassSketches::releaseId).orElse(DomainReference.NO_MODEL);
        return model.release().hasModelOf(detector.modelReleaseId(ofSource));
    }

    private static ClassSketches predictedClasses(
            OnnxModel model, DriftDetector detector, ConfirmedState confirmed, Map<Channel, FittedReference> learnt) {
        List<String> predicted = confirmed.alertEvents().stream()
                .map(located -> model.label(
                        model.probabilities(located.event().features().values())))
                .toList();
        return detector.alertClasses(model.release().id(), predicted, learnt);
    }

    /** All of the events; empty if one of them cannot be reckoned with. */
    private static Optional<List<LocatedEvent>> embedAll(OnnxModel model, List<LocatedEvent> events) {
        List<LocatedEvent> embedded = new ArrayList<>();
        for (LocatedEvent event : events) {
            EmbeddingExtractor.embeddedEvent(
                            event, model.infer(event.event().features().values()))
                    .ifPresent(embedded::add);
        }
        return embedded.size() == events.size() ? Optional.of(embedded) : Optional.empty();
    }
}
