package io.realign.client;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases and events of a small world: two features, three classes. */
public final class Releases {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final int FEATURES = 2;
    public static final List<String> LABELS = List.of("acetone", "ethanol", "toluene");

    private Releases() {}

    public static ModelRelease release(String domain, long version, Artifact inference) {
        return new ModelRelease(
                domain + "-" + version,
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
                NOW);
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
