package io.realign.client;

import io.realign.adaptation.AnswerChange;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.Artifact;
import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases and events of a small world: two features, three classes. */
public final class Releases {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** When the releases expire. */
    public static final Instant LATER = Instant.parse("2126-01-01T00:00:00Z");

    public static final int FEATURES = 2;
    public static final List<String> LABELS = List.of("acetone", "ethanol", "toluene");

    private Releases() {}

    public static ModelRelease release(String domain, long version, Artifact inference) {
        return new ModelRelease(
                ModelRelease.id(domain, version, List.of(inference)),
                domain,
                version,
                version - 1,
                "",
                "",
                FEATURES,
                LABELS,
                List.of(inference),
                List.of(),
                7,
                1,
                List.of(),
                List.of(),
                NOW,
                Provenance.UNKNOWN,
                LATER,
                0);
    }

    /** The same release, at a step of a rollout that is to take the place of another one. */
    public static ModelRelease exposed(ModelRelease release, ModelRelease before, long step, int share, int shadow) {
        return release.after(before, AnswerChange.NONE, new Exposure(step, share, shadow, false, NOW, ""));
    }

    /** The same release with other labels. */
    public static ModelRelease withLabels(ModelRelease release, List<String> labels) {
        return new ModelRelease(
                release.id(),
                release.domain(),
                release.version(),
                release.parentVersion(),
                release.alertId(),
                release.adaptationId(),
                release.features(),
                labels,
                release.artifacts(),
                release.data(),
                release.seed(),
                release.steps(),
                release.alpha(),
                release.votes(),
                release.createdAt(),
                release.provenance(),
                release.notAfter(),
                release.rollbackTo());
    }

    /** Bytes of a model that answers with the label of this index. */
    public static byte[] favouring(int label) {
        return SmallModel.favouring(label, FEATURES, LABELS.size());
    }

    public static FeatureEvent event(String domain, int number) {
        return new FeatureEvent(Integer.toString(number), domain, NOW, Tensor.vector(number, 1), Optional.empty());
    }

    /** An event of more features than the releases take. */
    public static FeatureEvent wideEvent() {
        return new FeatureEvent("wide", "oven", NOW, Tensor.vector(1, 2, 3), Optional.empty());
    }
}
