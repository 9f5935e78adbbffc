package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Channel;
import io.realign.alert.Classes;
import io.realign.alert.Confirmed;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.Standing;
import io.realign.client.OnnxModel;
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
 * @param model the model that serves the domain; empty while none is there
 * @param source what the events of the source were predicted to be
 */
record Eye(Optional<OnnxModel> model, Optional<Classes> source) {
    /** The event as each channel sees it. */
    Map<Channel, float[]> views(DriftDetector detector, LocatedEvent event, Map<Channel, Baseline> learnt) {
        float[] raw = event.event().features().values();
        Optional<float[]> seen = model.filter(
                        there -> learnt.containsKey(Channel.MODEL) && looksThrough(there, detector))
                .flatMap(there -> Embedded.values(there.insight(raw)));
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
    void decided(DriftDetector detector, Confirmed confirmed, long version, Map<Channel, Baseline> learnt) {
        Optional<OnnxModel> serving = model.filter(there -> version == 0 || isOf(there, confirmed.alert(), version));
        Map<Channel, List<LocatedEvent>> moved = new EnumMap<>(Channel.class);
        moved.put(Channel.RAW, confirmed.moved());
        serving.filter(there -> version > 0 || looksThrough(there, detector))
                .flatMap(there -> embedded(there, confirmed.moved()))
                .ifPresent(events -> moved.put(Channel.MODEL, events));
        detector.decided(
                version > 0,
                moved,
                serving.map(there -> there.release().id()).orElse(Standing.NOTHING),
                serving.map(there -> predicted(there, detector, confirmed, learnt)),
                learnt);
    }

    /** The alert with what has become of the classes, if the model that serves has also looked at the reference. */
    DriftAlert explained(DriftAlert alert, DriftDetector detector, Map<Channel, Baseline> learnt) {
        Optional<Classes> reference = detector.reference(source, learnt);
        Optional<OnnxModel> same = model.filter(there -> reference
                .filter(classes -> there.release().isModelOf(classes.release()))
                .isPresent());
        if (same.isEmpty() || !(detector.episode() instanceof Confirmed confirmed)) {
            return alert;
        }
        Classes window = predicted(same.get(), detector, confirmed, learnt);
        return alert.with(reference.get().to(window, alert.calibration().seed()));
    }

    /** Whether it is the release, or one that has taken its place by now. */
    private static boolean isOf(OnnxModel model, DriftAlert alert, long version) {
        return model.release().domain().equals(alert.domain())
                && model.release().version() >= version;
    }

    private boolean looksThrough(OnnxModel model, DriftDetector detector) {
        String ofSource = source.map(Classes::release).orElse(Standing.NOTHING);
        return model.release().isModelOf(detector.through(ofSource));
    }

    private static Classes predicted(
            OnnxModel model, DriftDetector detector, Confirmed confirmed, Map<Channel, Baseline> learnt) {
        List<String> predicted = confirmed.moved().stream()
                .map(located -> model.label(
                        model.probabilities(located.event().features().values())))
                .toList();
        return detector.moved(model.release().id(), predicted, learnt);
    }

    /** All of the events; empty if one of them cannot be reckoned with. */
    private static Optional<List<LocatedEvent>> embedded(OnnxModel model, List<LocatedEvent> events) {
        List<LocatedEvent> embedded = new ArrayList<>();
        for (LocatedEvent event : events) {
            Embedded.of(event, model.insight(event.event().features().values())).ifPresent(embedded::add);
        }
        return embedded.size() == events.size() ? Optional.of(embedded) : Optional.empty();
    }
}
