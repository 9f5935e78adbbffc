package io.realign.learning;

import io.realign.event.Tensor;
import io.realign.learning.file.Safetensors;
import io.realign.window.Standardiser;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that can be trained on: the file behind {@link Candidate#continuation()}.
 *
 * @param snapshot the network and its updater
 * @param source how source rows are standardised
 * @param target how the rows of the domain that the model serves are standardised; the same as the source in version 1
 */
record Continuation(Snapshot snapshot, Standardiser source, Standardiser target) {
    private static final String FORMAT = "realign-continuation-1";

    private static final String WEIGHTS = "weights/";
    private static final String FIRST = "adam-first/";
    private static final String SECOND = "adam-second/";
    private static final String SOURCE = "source/";
    private static final String TARGET = "target/";
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";

    Continuation {
        int features = snapshot.spec().features();
        if (source.width() != features || target.width() != features) {
            throw new IllegalArgumentException("expected standardisers of %d features, got %d and %d"
                    .formatted(features, source.width(), target.width()));
        }
    }

    byte[] write() {
        NetSpec spec = snapshot.spec();
        Map<String, String> metadata = Map.of(
                "format", FORMAT,
                "features", Integer.toString(spec.features()),
                "classes", Integer.toString(spec.classes()),
                "hidden", Integer.toString(spec.hidden()),
                "embedding", Integer.toString(spec.embedding()),
                "dropout", Double.toString(spec.dropout()),
                "step", Integer.toString(snapshot.step()));
        Map<String, Tensor> tensors = new TreeMap<>();
        snapshot.weights().forEach((name, tensor) -> tensors.put(WEIGHTS + name, tensor));
        snapshot.firstMoments().forEach((name, tensor) -> tensors.put(FIRST + name, tensor));
        snapshot.secondMoments().forEach((name, tensor) -> tensors.put(SECOND + name, tensor));
        put(tensors, SOURCE, source);
        put(tensors, TARGET, target);
        return new Safetensors(metadata, tensors).write();
    }

    private static void put(Map<String, Tensor> tensors, String prefix, Standardiser standardiser) {
        tensors.put(prefix + MEAN, Tensor.vector(standardiser.mean()));
        tensors.put(prefix + DEVIATION, Tensor.vector(standardiser.deviation()));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the bytes are anything else
     */
    static Continuation read(byte[] bytes) {
        Safetensors file = Safetensors.read(bytes);
        Map<String, String> metadata = file.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new IllegalArgumentException("expected format %s, got %s".formatted(FORMAT, metadata.get("format")));
        }
        requireFinite(file);
        Snapshot snapshot = new Snapshot(
                spec(metadata),
                number(metadata, "step"),
                strip(file, WEIGHTS),
                strip(file, FIRST),
                strip(file, SECOND));
        return new Continuation(snapshot, standardiser(file, SOURCE), standardiser(file, TARGET));
    }

    private static NetSpec spec(Map<String, String> metadata) {
        return new NetSpec(
                number(metadata, "features"),
                number(metadata, "classes"),
                number(metadata, "hidden"),
                number(metadata, "embedding"),
                Double.parseDouble(text(metadata, "dropout")));
    }

    private static int number(Map<String, String> metadata, String key) {
        return Integer.parseInt(text(metadata, key));
    }

    private static String text(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("expected '%s' among the metadata %s".formatted(key, metadata));
        }
        return value;
    }

    private static Map<String, Tensor> strip(Safetensors file, String prefix) {
        Map<String, Tensor> tensors = new TreeMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
            }
        });
        return tensors;
    }

    private static Standardiser standardiser(Safetensors file, String prefix) {
        Map<String, Tensor> parts = strip(file, prefix);
        Tensor mean = parts.get(MEAN);
        Tensor deviation = parts.get(DEVIATION);
        if (mean == null || deviation == null) {
            throw new IllegalArgumentException("expected tensors %1$s%2$s and %1$s%3$s, got %4$s"
                    .formatted(prefix, MEAN, DEVIATION, file.tensors().keySet()));
        }
        return new Standardiser(mean.values(), deviation.values());
    }

    private static void requireFinite(Safetensors file) {
        file.tensors().forEach((name, tensor) -> {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("expected finite values, got %s in %s".formatted(value, name));
                }
            }
        });
    }
}
