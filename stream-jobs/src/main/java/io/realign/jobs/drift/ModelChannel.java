package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.alert.ClassSketches;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DomainReference;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.FittedReference;
import io.realign.client.internal.ModelOutput;
import io.realign.client.internal.ModelRunException;
import io.realign.client.internal.OnnxModel;
import io.realign.event.LocatedEvent;
import io.realign.event.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the embeddings of a domain's events with its serving model. Embeddings of different models are never compared.
 *
 * @param servingModel serving model of the domain; empty while it is not loaded
 * @param sourceClasses sketches of the source events by predicted class; empty until they are fitted
 */
record ModelChannel(Optional<OnnxModel> servingModel, Optional<ClassSketches> sourceClasses) {
    private static final Logger LOG = LoggerFactory.getLogger(ModelChannel.class);

    /** Returns the raw features, and the embedding if it is comparable with the reference. */
    Map<Channel, float[]> featuresByChannel(
            DriftDetector detector, LocatedEvent event, Map<Channel, FittedReference> source) {
        float[] raw = event.event().features().values();
        Optional<float[]> embedding = servingModel
                .filter(model -> source.containsKey(Channel.MODEL) && matchesReference(model, detector))
                .flatMap(model -> tryInfer(model, event))
                .flatMap(ModelOutput::finiteEmbedding);
        if (embedding.isEmpty()) {
            return Map.of(Channel.RAW, raw);
        }
        Map<Channel, float[]> features = new EnumMap<>(Channel.class);
        features.put(Channel.RAW, raw);
        features.put(Channel.MODEL, embedding.get());
        return features;
    }

    /**
     * Applies the outcome of an adaptation: the alert's events become the reference. Their embeddings are computed with the model
     * that serves after the adaptation, which is the resulting release or the unchanged serving model.
     *
     * @param version version of the resulting release, 0 without a release
     */
    void applyOutcome(
            DriftDetector detector, ConfirmedState confirmed, long version, Map<Channel, FittedReference> source) {
        boolean released = version > 0;
        Optional<OnnxModel> serving =
                servingModel.filter(model -> !released || isReleaseOrLater(model, confirmed.alert(), version));
        Map<Channel, List<LocatedEvent>> alertEvents = new EnumMap<>(Channel.class);
        alertEvents.put(Channel.RAW, confirmed.alertEvents());
        serving.filter(model -> released || matchesReference(model, detector))
                .flatMap(model -> embedAll(model, confirmed.alertEvents()))
                .ifPresent(events -> alertEvents.put(Channel.MODEL, events));
        detector.applyOutcome(
                released,
                alertEvents,
                serving.map(model -> model.release().id()).orElse(DomainReference.NO_MODEL),
                serving.flatMap(model -> predictedClasses(model, detector, confirmed, source)),
                source);
    }

    /** Adds the class shift to the alert if the serving model is the one that predicted the classes of the reference. */
    DriftAlert withClassShift(DriftAlert alert, DriftDetector detector, Map<Channel, FittedReference> source) {
        Optional<ClassSketches> referenceClasses = detector.referenceClasses(sourceClasses, source);
        Optional<OnnxModel> sameModel = servingModel.filter(model -> referenceClasses
                .filter(classes -> model.release().hasModelOf(classes.releaseId()))
                .isPresent());
        if (sameModel.isEmpty() || !(detector.driftState() instanceof ConfirmedState confirmed)) {
            return alert;
        }
        return predictedClasses(sameModel.get(), detector, confirmed, source)
                .map(windowClasses -> alert.withClassShift(referenceClasses
                        .get()
                        .shiftTo(windowClasses, alert.statistic().calibration().seed())))
                .orElse(alert);
    }

    /** Whether the model is the release of the version, or a later one. */
    private static boolean isReleaseOrLater(OnnxModel model, DriftAlert alert, long version) {
        return model.release().domain().equals(alert.domain())
                && model.release().version() >= version;
    }

    private boolean matchesReference(OnnxModel model, DriftDetector detector) {
        String sourceReleaseId = sourceClasses.map(ClassSketches::releaseId).orElse(DomainReference.NO_MODEL);
        return model.release().hasModelOf(detector.modelReleaseId(sourceReleaseId));
    }

    /** Empty if the model fails on an event. */
    private static Optional<ClassSketches> predictedClasses(
            OnnxModel model, DriftDetector detector, ConfirmedState confirmed, Map<Channel, FittedReference> source) {
        List<String> predicted = confirmed.alertEvents().stream()
                .flatMap(located -> tryInfer(model, located).stream())
                .map(output -> model.label(output.probabilities()))
                .toList();
        return predicted.size() == confirmed.alertEvents().size()
                ? Optional.of(detector.alertClasses(model.release().id(), predicted, source))
                : Optional.empty();
    }

    /** Output of the model; empty if the model fails on the event. The scoring job reports such a model. */
    static Optional<ModelOutput> tryInfer(OnnxModel model, LocatedEvent located) {
        try {
            return Optional.of(model.infer(located.event().features().values()));
        } catch (ModelRunException e) {
            LOG.debug("no output for {}", located.offsets(), e);
            return Optional.empty();
        }
    }

    /** The embedded events; empty if an event has no finite embedding. */
    private static Optional<List<LocatedEvent>> embedAll(OnnxModel model, List<LocatedEvent> events) {
        List<LocatedEvent> embedded = new ArrayList<>();
        for (LocatedEvent event : events) {
            tryInfer(model, event)
                    .flatMap(output -> embeddedEvent(event, output))
                    .ifPresent(embedded::add);
        }
        return embedded.size() == events.size() ? Optional.of(embedded) : Optional.empty();
    }

    /** The event with the embedding as its features and without a label; empty without a finite embedding. */
    static Optional<LocatedEvent> embeddedEvent(LocatedEvent located, ModelOutput output) {
        return output.finiteEmbedding()
                .map(values ->
                        new LocatedEvent(located.event().unlabelledWith(Tensor.vector(values)), located.offsets()));
    }
}
