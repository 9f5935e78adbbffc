package io.realign.learning.network;

import io.realign.learning.network.LayerSpec.BatchNorm;
import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Dropout;
import io.realign.learning.network.LayerSpec.MaxPool;
import io.realign.learning.network.LayerSpec.Relu;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A network of three stacks of layers: the feature extractor maps rows to embeddings; the class head maps embeddings to class
 * logits; the domain head, behind the gradient reversal, maps embeddings to the logits of source and target.
 *
 * <p>The name of a weight or statistic consists of the stack, the position of the layer and the kind of tensor, such as
 * {@code features/0.weight}, {@code class/2.bias} or {@code domain/1.gain}.
 *
 * @param inputShape shape of a row, {@code [width]} or {@code [channels, height, width]}
 * @param classes number of classes, 2 or more
 * @param classHead the last layer is dense with {@code classes} outputs
 * @param domainHead the last layer is dense with 2 outputs
 * @param conditional whether the input of the domain head is the outer product of embedding and class probabilities (Long et
 *     al., Conditional Adversarial Domain Adaptation, 2018, equation 4): value {@code e * classes + c} is embedding value
 *     {@code e} times class probability {@code c}
 */
public record NetSpec(
        List<Integer> inputShape,
        int classes,
        List<LayerSpec> featureExtractor,
        List<LayerSpec> classHead,
        List<LayerSpec> domainHead,
        boolean conditional) {
    /** Maximum number of values per row in the input or output of a layer. A file with a larger layer is probably corrupt. */
    public static final int MAX_WIDTH = 1 << 20;

    /** Maximum number of weights. */
    public static final long MAX_WEIGHTS = 1L << 27;

    private static final int DOMAINS = 2;
    private static final LayerSpec RELU = new Relu();
    /** Placeholder that {@link NormMode#applyTo} replaces. */
    private static final LayerSpec NORM = new BatchNorm(false);

    public NetSpec {
        inputShape = List.copyOf(inputShape);
        featureExtractor = List.copyOf(featureExtractor);
        classHead = List.copyOf(classHead);
        domainHead = List.copyOf(domainHead);
        if (classes < 2 || classes > MAX_WIDTH) {
            throw new IllegalArgumentException("classes: expected 2 to %d, got %d".formatted(MAX_WIDTH, classes));
        }
        List<StackSpec> stacks = stacks(inputShape, classes, featureExtractor, classHead, domainHead, conditional);
        requireOutputLayer(stacks.get(1), classes);
        requireOutputLayer(stacks.get(2), DOMAINS);
        requireWeightCount(stacks);
    }

    /** The network for tables. Only the feature extractor is normalised, before each ReLU. */
    public static NetSpec tabular(int featureCount, int classes, NormMode norm) {
        return new NetSpec(
                List.of(featureCount),
                classes,
                norm.applyTo(new Dense(128), NORM, RELU, new Dropout(.3), new Dense(64), NORM, RELU),
                List.of(new Dense(classes)),
                List.of(new Dense(64), RELU, new Dense(DOMAINS)),
                false);
    }

    /**
     * The network for colour images of 28 by 28 pixels, as in a PyTorch implementation of DANN (github.com/fungtion/DANN):
     * 257,254 weights for ten classes and {@link NormMode#SHARED}.
     */
    public static NetSpec image(int classes, NormMode norm) {
        LayerSpec pool = new MaxPool(2);
        LayerSpec drop = new Dropout(.5);
        LayerSpec dense = new Dense(100);
        return new NetSpec(
                List.of(3, 28, 28),
                classes,
                norm.applyTo(new Convolution(64, 5), NORM, pool, RELU, new Convolution(50, 5), NORM, drop, pool, RELU),
                norm.applyTo(dense, NORM, RELU, drop, dense, NORM, RELU, new Dense(classes)),
                norm.applyTo(dense, NORM, RELU, new Dense(DOMAINS)),
                false);
    }

    /** Number of values of an input row. */
    public int width() {
        return Shapes.size(inputShape);
    }

    public int embeddingWidth() {
        return stacks().get(1).inputShape().get(0);
    }

    /** Feature extractor, class head and domain head, in this order. */
    public List<StackSpec> stacks() {
        return stacks(inputShape, classes, featureExtractor, classHead, domainHead, conditional);
    }

    /** Shape of each weight tensor by name, in the order of stacks and layers. */
    public Map<String, int[]> weightShapes() {
        return collectShapes(StackSpec::weightShapes);
    }

    /** Shape of each running statistic by name, in the order of stacks and layers. */
    public Map<String, int[]> statisticShapes() {
        return collectShapes(StackSpec::statisticShapes);
    }

    private Map<String, int[]> collectShapes(Function<StackSpec, Map<String, int[]>> shapesOf) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        stacks().forEach(stack -> shapes.putAll(shapesOf.apply(stack)));
        return shapes;
    }

    private static List<StackSpec> stacks(
            List<Integer> inputShape,
            int classes,
            List<LayerSpec> featureExtractor,
            List<LayerSpec> classHead,
            List<LayerSpec> domainHead,
            boolean conditional) {
        StackSpec features = new StackSpec("features", inputShape, featureExtractor);
        int embedding = Shapes.size(features.outputShape());
        long domainInput = conditional ? (long) embedding * classes : embedding;
        if (domainInput > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "conditional domain head: expected at most %d inputs, got %d embedding values times %d classes"
                            .formatted(MAX_WIDTH, embedding, classes));
        }
        return List.of(
                features,
                new StackSpec("class", List.of(embedding), classHead),
                new StackSpec("domain", List.of((int) domainInput), domainHead));
    }

    private static void requireOutputLayer(StackSpec head, int outputs) {
        LayerSpec last = head.layers().get(head.layers().size() - 1);
        if (!last.equals(new Dense(outputs))) {
            throw new IllegalArgumentException(
                    "%s: expected a dense last layer with %d outputs, got %s".formatted(head.name(), outputs, last));
        }
    }

    private static void requireWeightCount(List<StackSpec> stacks) {
        long weights;
        try {
            weights = stacks.stream().mapToLong(StackSpec::weightCount).reduce(0, Math::addExact);
        } catch (ArithmeticException overflow) {
            weights = Long.MAX_VALUE;
        }
        if (weights > MAX_WEIGHTS) {
            throw new IllegalArgumentException(
                    "expected a network of at most %d weights, got %d".formatted(MAX_WEIGHTS, weights));
        }
    }
}
