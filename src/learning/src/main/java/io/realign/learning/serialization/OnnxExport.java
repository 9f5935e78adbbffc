package io.realign.learning.serialization;

import io.realign.event.Tensor;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.StackSpec;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;

/**
 * Exports standardisation, feature extractor and class head of a model as one ONNX graph. Dropout and the domain head are not
 * exported, since only training uses them.
 *
 * <p>Input: {@value #FEATURES} {@code [batch, width]}. Outputs: {@value #PROBABILITIES} {@code [batch, classes]} and
 * {@value #EMBEDDING} {@code [batch, embedding]}. All are float32.
 */
public final class OnnxExport {
    public static final String FEATURES = "features";
    public static final String PROBABILITIES = "probabilities";
    public static final String EMBEDDING = "embedding";

    private static final String ONE = "one";
    private static final String IS_LOG_TRANSFORMED = "is-log-transformed";

    private final OnnxGraphBuilder graph = new OnnxGraphBuilder();
    private final LearnerSnapshot snapshot;
    private final int domainIndex;

    private OnnxExport(LearnerSnapshot snapshot, boolean useTargetStatistics) {
        this.snapshot = snapshot;
        this.domainIndex = useTargetStatistics ? 1 : 0;
    }

    /**
     * @param standardisation standardisation of the rows to score
     * @param useTargetStatistics whether batch normalisation per domain uses the statistics of the target; false for a base model,
     *     which has only source statistics
     */
    public static byte[] write(LearnerSnapshot snapshot, Standardisation standardisation, boolean useTargetStatistics) {
        if (standardisation.width() != snapshot.spec().width()) {
            throw new IllegalArgumentException("expected a standardisation of %d features, got %d"
                    .formatted(snapshot.spec().width(), standardisation.width()));
        }
        return new OnnxExport(snapshot, useTargetStatistics).buildModel(standardisation);
    }

    private byte[] buildModel(Standardisation standardisation) {
        NetSpec spec = snapshot.spec();
        StackSpec features = spec.stacks().get(0);
        StackSpec classHead = spec.stacks().get(1);
        graph.addInput(FEATURES, spec.width());
        graph.addOutput(PROBABILITIES, spec.classes());
        graph.addOutput(EMBEDDING, spec.embeddingWidth());
        String rows = addStandardisation(standardisation);
        String embedding = addStack(features, addReshape(rows, spec.inputShape()));
        graph.addNode("Flatten", EMBEDDING, List.of(embedding), OnnxGraphBuilder.intAttribute("axis", 1));
        String logits = addStack(classHead, EMBEDDING);
        graph.addNode("Softmax", PROBABILITIES, List.of(logits), OnnxGraphBuilder.intAttribute("axis", 1));
        return graph.build();
    }

    private String addStandardisation(Standardisation standardisation) {
        Standardiser standardiser = standardisation.standardiser();
        graph.addConstant("mean", Tensor.vector(standardiser.mean()));
        graph.addConstant("deviation", Tensor.vector(standardiser.deviation()));
        graph.addConstant("clip-min", -Standardiser.CLIP);
        graph.addConstant("clip-max", Standardiser.CLIP);
        graph.addNode("Sub", "centred", List.of(addLogTransform(standardisation.logTransformed()), "mean"));
        graph.addNode("Div", "scaled", List.of("centred", "deviation"));
        return graph.addNode("Clip", "standardised", List.of("scaled", "clip-min", "clip-max"));
    }

    /**
     * Adds {@code sign(x) ln(1 + |x|)}. ONNX has no log1p, and {@code sum = 1 + |x|} loses the low-order bits of small values.
     * The first-order term {@code (|x| - (sum - 1)) / sum} corrects this rounding error.
     */
    private String addLogTransform(boolean[] logTransformed) {
        if (Arrays.equals(logTransformed, new boolean[logTransformed.length])) {
            return FEATURES;
        }
        graph.addConstant(IS_LOG_TRANSFORMED, logTransformed);
        graph.addConstant(ONE, 1f);
        graph.addNode("Abs", "size", List.of(FEATURES));
        graph.addNode("Add", "sum", List.of("size", ONE));
        graph.addNode("Sub", "recovered", List.of("sum", ONE));
        graph.addNode("Sub", "rounding-error", List.of("size", "recovered"));
        graph.addNode("Div", "correction", List.of("rounding-error", "sum"));
        graph.addNode("Log", "logarithm", List.of("sum"));
        graph.addNode("Add", "log1p", List.of("logarithm", "correction"));
        graph.addNode("Sign", "sign", List.of(FEATURES));
        graph.addNode("Mul", "signed-log", List.of("log1p", "sign"));
        return graph.addNode("Where", "log-transformed", List.of(IS_LOG_TRANSFORMED, "signed-log", FEATURES));
    }

    private String addReshape(String rows, List<Integer> shape) {
        if (shape.size() == 1) {
            return rows;
        }
        long[] imageShape = {-1, shape.get(0), shape.get(1), shape.get(2)};
        graph.addConstant("shape", imageShape);
        return graph.addNode("Reshape", "images", List.of(rows, "shape"));
    }

    private String addStack(StackSpec stack, String input) {
        String output = input;
        for (int position = 0; position < stack.layers().size(); position++) {
            output = addLayer(stack, position, output);
        }
        return output;
    }

    private String addLayer(StackSpec stack, int position, String input) {
        LayerSpec layer = stack.layers().get(position);
        String name = stack.layerName(position);
        if (layer instanceof LayerSpec.Dense) {
            return addDense(name, stack.layerShapes().get(position), input);
        } else if (layer instanceof LayerSpec.Relu) {
            return graph.addNode("Relu", name, List.of(input));
        } else if (layer instanceof LayerSpec.Dropout) {
            return input;
        } else if (layer instanceof LayerSpec.Convolution) {
            return graph.addNode("Conv", name, List.of(input, addWeight(name, "weight"), addWeight(name, "bias")));
        } else if (layer instanceof LayerSpec.MaxPool pool) {
            return graph.addNode(
                    "MaxPool",
                    name,
                    List.of(input),
                    OnnxGraphBuilder.intsAttribute("kernel_shape", pool.size(), pool.size()),
                    OnnxGraphBuilder.intsAttribute("strides", pool.size(), pool.size()));
        } else if (layer instanceof LayerSpec.BatchNorm batchNorm) {
            return addBatchNorm(name, batchNorm.perDomain(), input);
        }
        throw new IllegalStateException("no ONNX operator for layer " + layer);
    }

    private String addDense(String name, List<Integer> shape, String input) {
        String rows = shape.size() == 1
                ? input
                : graph.addNode("Flatten", name + ".rows", List.of(input), OnnxGraphBuilder.intAttribute("axis", 1));
        return graph.addNode("Gemm", name, List.of(rows, addWeight(name, "weight"), addWeight(name, "bias")));
    }

    private String addWeight(String layer, String part) {
        String name = layer + "." + part;
        return graph.addConstant(name, snapshot.weights().get(name));
    }

    private String addBatchNorm(String layer, boolean perDomain, String input) {
        String mean = layer + ".mean";
        String variance = layer + ".variance";
        String gain = layer + ".gain";
        String shift = layer + ".shift";
        graph.addConstant(gain, snapshot.weights().get(gain));
        graph.addConstant(shift, snapshot.weights().get(shift));
        graph.addConstant(mean, domainStatistics(snapshot.statistics().get(mean), perDomain));
        graph.addConstant(variance, domainStatistics(snapshot.statistics().get(variance), perDomain));
        return graph.addNode(
                "BatchNormalization",
                layer,
                List.of(input, gain, shift, mean, variance),
                OnnxGraphBuilder.floatAttribute("epsilon", LayerSpec.BatchNorm.EPSILON));
    }

    /** Returns the statistics of the exported domain: one row of {@code [2, channels]}. */
    private Tensor domainStatistics(Tensor tensor, boolean perDomain) {
        if (!perDomain) {
            return tensor;
        }
        int channels = tensor.shape()[1];
        return Tensor.vector(Arrays.copyOfRange(tensor.values(), domainIndex * channels, (domainIndex + 1) * channels));
    }
}
