package io.realign.learning.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.Tensor;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Checkpoint of a model, stored as a {@link Safetensors} file.
 *
 * @param sourceStandardisation standardisation of source rows
 * @param targetStandardisation standardisation of target rows; equal to that of source rows in a base model
 * @param trainingState state of an unfinished training run, at most {@value #MAX_ENTRIES} entries; empty in a finished model.
 *     Numbers are in the lossless form of {@link Double#toString(double)}
 * @param alphaCurve alpha at each step of an unfinished training run; empty in a finished model
 */
public record ModelCheckpoint(
        LearnerSnapshot snapshot,
        Standardisation sourceStandardisation,
        Standardisation targetStandardisation,
        Map<String, String> trainingState,
        List<Double> alphaCurve) {
    private static final String FORMAT = "realign-checkpoint-1";

    /** Ten times the number of entries that a training run writes. With the limits below, the entries fit into the header. */
    private static final int MAX_ENTRIES = 128;

    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_TEXT_LENGTH = 1024;

    private static final String FORMAT_KEY = "format";
    private static final String NETWORK_KEY = "network";
    private static final String OPTIMIZER_KEY = "optimiser";
    private static final String STEP_KEY = "step";
    private static final String TRAINING_STATE_PREFIX = "training-state/";

    private static final String WEIGHTS_PREFIX = "weights/";
    private static final String FIRST_MOMENTS_PREFIX = "first-moments/";
    private static final String SECOND_MOMENTS_PREFIX = "second-moments/";
    private static final String STATISTICS_PREFIX = "statistics/";
    private static final String SOURCE_PREFIX = "source/";
    private static final String TARGET_PREFIX = "target/";
    private static final String ALPHA_VECTOR = "alpha";
    private static final List<String> TENSOR_PREFIXES = List.of(
            WEIGHTS_PREFIX,
            FIRST_MOMENTS_PREFIX,
            SECOND_MOMENTS_PREFIX,
            STATISTICS_PREFIX,
            SOURCE_PREFIX,
            TARGET_PREFIX);

    private static final String LOG_TRANSFORMED = "log-transformed";
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";
    private static final String VARIANCE_SUFFIX = ".variance";

    public ModelCheckpoint {
        int width = snapshot.spec().width();
        if (sourceStandardisation.width() != width || targetStandardisation.width() != width) {
            throw new IllegalArgumentException("expected standardisations of %d features, got %d and %d"
                    .formatted(width, sourceStandardisation.width(), targetStandardisation.width()));
        }
        requireFinite("weight", snapshot.weights(), name -> false);
        requireFinite("first moment", snapshot.firstMoments(), name -> false);
        requireFinite("second moment", snapshot.secondMoments(), name -> true);
        requireFinite("statistic", snapshot.statistics(), name -> name.endsWith(VARIANCE_SUFFIX));
        if (trainingState.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "training state: expected at most %d entries, got %d".formatted(MAX_ENTRIES, trainingState.size()));
        }
        trainingState.forEach((name, text) -> {
            requireText("name", name, MAX_NAME_LENGTH);
            requireText(name, text, MAX_TEXT_LENGTH);
        });
        trainingState = Collections.unmodifiableMap(new TreeMap<>(trainingState));
        alphaCurve = List.copyOf(alphaCurve);
    }

    /** Creates the checkpoint of a finished model. */
    public ModelCheckpoint(
            LearnerSnapshot snapshot,
            Standardisation source,
            Standardisation target,
            Map<String, String> trainingState) {
        this(snapshot, source, target, trainingState, List.of());
    }

    private static void requireFinite(String what, Map<String, Tensor> tensors, Predicate<String> isNonNegative) {
        tensors.forEach((name, tensor) -> {
            boolean nonNegative = isNonNegative.test(name);
            for (float value : tensor.values()) {
                if (!Float.isFinite(value) || (nonNegative && value < 0)) {
                    throw new IllegalArgumentException("%s %s: expected finite values%s, got %s"
                            .formatted(what, name, nonNegative ? " of 0 or more" : "", value));
                }
            }
        });
    }

    private static void requireText(String what, String text, int maxLength) {
        if (text.length() > maxLength || !UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "training state, %s: expected at most %d characters of valid Unicode text, got %d characters"
                            .formatted(what, maxLength, text.length()));
        }
    }

    /** Serializes the checkpoint. Equal content gives equal bytes. */
    public byte[] write() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(FORMAT_KEY, FORMAT);
        metadata.put(NETWORK_KEY, NetworkJson.write(snapshot.spec()));
        metadata.put(OPTIMIZER_KEY, snapshot.optimizerType().name());
        metadata.put(STEP_KEY, Integer.toString(snapshot.step()));
        trainingState.forEach((name, text) -> metadata.put(TRAINING_STATE_PREFIX + name, text));
        Map<String, Tensor> tensors = new TreeMap<>();
        snapshot.weights().forEach((name, tensor) -> tensors.put(WEIGHTS_PREFIX + name, tensor));
        snapshot.firstMoments().forEach((name, tensor) -> tensors.put(FIRST_MOMENTS_PREFIX + name, tensor));
        snapshot.secondMoments().forEach((name, tensor) -> tensors.put(SECOND_MOMENTS_PREFIX + name, tensor));
        snapshot.statistics().forEach((name, tensor) -> tensors.put(STATISTICS_PREFIX + name, tensor));
        putStandardisation(tensors, SOURCE_PREFIX, sourceStandardisation);
        putStandardisation(tensors, TARGET_PREFIX, targetStandardisation);
        Map<String, List<Double>> vectors = alphaCurve.isEmpty() ? Map.of() : Map.of(ALPHA_VECTOR, alphaCurve);
        return new Safetensors(metadata, tensors, vectors).write();
    }

    private static void putStandardisation(
            Map<String, Tensor> tensors, String prefix, Standardisation standardisation) {
        float[] logTransformed = new float[standardisation.width()];
        for (int i = 0; i < logTransformed.length; i++) {
            logTransformed[i] = standardisation.logTransformed()[i] ? 1 : 0;
        }
        tensors.put(prefix + LOG_TRANSFORMED, Tensor.vector(logTransformed));
        tensors.put(prefix + MEAN, Tensor.vector(standardisation.standardiser().mean()));
        tensors.put(
                prefix + DEVIATION, Tensor.vector(standardisation.standardiser().deviation()));
    }

    /**
     * Parses a checkpoint.
     *
     * @throws IllegalArgumentException if the bytes are not a valid checkpoint of this version
     */
    public static ModelCheckpoint read(byte[] bytes) {
        Safetensors file = Safetensors.read(bytes);
        if (!FORMAT.equals(file.metadata().get(FORMAT_KEY))) {
            throw new IllegalArgumentException("expected format %s, got %s"
                    .formatted(FORMAT, file.metadata().get(FORMAT_KEY)));
        }
        requireKnownTensors(file);
        NetSpec spec = NetworkJson.read(text(file, NETWORK_KEY));
        LearnerSnapshot snapshot = new LearnerSnapshot(
                spec,
                optimizerType(text(file, OPTIMIZER_KEY)),
                step(text(file, STEP_KEY)),
                withPrefix(file.tensors(), WEIGHTS_PREFIX),
                withPrefix(file.tensors(), FIRST_MOMENTS_PREFIX),
                withPrefix(file.tensors(), SECOND_MOMENTS_PREFIX),
                withPrefix(file.tensors(), STATISTICS_PREFIX));
        return new ModelCheckpoint(
                snapshot,
                standardisation(file, SOURCE_PREFIX),
                standardisation(file, TARGET_PREFIX),
                withPrefix(file.metadata(), TRAINING_STATE_PREFIX),
                file.vectors().getOrDefault(ALPHA_VECTOR, List.of()));
    }

    private static void requireKnownTensors(Safetensors file) {
        file.tensors().keySet().forEach(name -> {
            if (TENSOR_PREFIXES.stream().noneMatch(name::startsWith)) {
                throw new IllegalArgumentException("expected float32 tensors with one of the prefixes %s, got %s"
                        .formatted(TENSOR_PREFIXES, name));
            }
        });
        file.vectors().keySet().forEach(name -> {
            if (!name.equals(ALPHA_VECTOR)) {
                throw new IllegalArgumentException(
                        "expected the float64 vector %s, got %s".formatted(ALPHA_VECTOR, name));
            }
        });
    }

    private static String text(Safetensors file, String key) {
        String text = file.metadata().get(key);
        if (text == null) {
            throw new IllegalArgumentException("metadata: expected an entry '%s', got %s"
                    .formatted(key, file.metadata().keySet()));
        }
        return text;
    }

    private static OptimizerType optimizerType(String text) {
        return Arrays.stream(OptimizerType.values())
                .filter(type -> type.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("optimiser: expected one of %s, got '%s'"
                        .formatted(Arrays.toString(OptimizerType.values()), text)));
    }

    private static int step(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("step: expected an integer, got '%s'".formatted(text), e);
        }
    }

    private static <V> Map<String, V> withPrefix(Map<String, V> entries, String prefix) {
        Map<String, V> selected = new TreeMap<>();
        entries.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                selected.put(name.substring(prefix.length()), value);
            }
        });
        return selected;
    }

    private static Standardisation standardisation(Safetensors file, String prefix) {
        Map<String, Tensor> parts = withPrefix(file.tensors(), prefix);
        if (!parts.keySet().equals(Set.of(LOG_TRANSFORMED, MEAN, DEVIATION))) {
            throw new IllegalArgumentException("%s: expected tensors %s, got %s"
                    .formatted(prefix, List.of(LOG_TRANSFORMED, MEAN, DEVIATION), parts.keySet()));
        }
        return new Standardisation(
                flags(prefix + LOG_TRANSFORMED, parts.get(LOG_TRANSFORMED).values()),
                new Standardiser(parts.get(MEAN).values(), parts.get(DEVIATION).values()));
    }

    private static boolean[] flags(String name, float[] values) {
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw new IllegalArgumentException("%s: expected 0 or 1, got %s".formatted(name, values[i]));
            }
            flags[i] = values[i] == 1;
        }
        return flags;
    }
}
