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
 * The network: rows - features = embedding - class head = logits; and, behind the reversal of the gradient, embedding -
 * domain head = two logits, the source's first. The heads see the embedding as one row.
 *
 * <p>Weights and statistics are named after the stack, the layer's place in it and their part in the layer:
 * {@code features/0.weight}, {@code class/2.bias}, {@code domain/1.gain}.
 *
 * @param inputShape shape of a row, {@code [width]} or {@code [channels, height, width]}
 * @param classes 2 or more
 * @param featureExtractor layers up to the embedding
 * @param classHead layers above it; the last one is dense, {@code classes} wide
 * @param domainHead layers above it; the last one is dense, 2 wide
 * @param conditional whether the domain head sees the embedding times each class probability (Long et al., Conditional
 *     Adversarial Domain Adaptation, 2018, equation 4) instead of the embedding alone: value {@code e * classes + c} is
 *     embedding {@code e} times probability {@code c}
 */
public record NetSpec(
        List<Integer> inputShape,
        int classes,
        List<LayerSpec> featureExtractor,
        List<LayerSpec> classHead,
        List<LayerSpec> domainHead,
        boolean conditional) {
    /** More values than this in a row, at any place of a network: a file is more likely broken than a network wide. */
    public static final int MAX_WIDTH = 1 << 20;

    /** More weights than this do not fit the flat arrays of a training. */
    public static final long MAX_WEIGHTS = 1L << 27;

    /** The domain head's logits. */
    private static final int DOMAINS = 2;

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

    /**
     * The network for tables: dense 128, relu, dropout .3, dense 64, relu = embedding; dense; and in the domain head
     * dense 64, relu, dense. The extractor normalises before each relu.
     */
    public static NetSpec tabular(int features, int classes, NormMode norm) {
        return new NetSpec(
                List.of(features),
                classes,
                norm.applyTo(
                        new Dense(128),
                        new BatchNorm(false),
                        new Relu(),
                        new Dropout(.3),
                        new Dense(64),
                        new BatchNorm(false),
                        new Relu()),
                List.of(new Dense(classes)),
                List.of(new Dense(64), new Relu(), new Dense(DOMAINS)),
                false);
    }

    /**
     * The network for coloured images of 28 by 28, as in the reference implementation of DANN in PyTorch
     * (github.com/fungtion/DANN): 257,254 weights for ten classes and shared norms.
     */
    public static NetSpec image(int classes, NormMode norm) {
        return new NetSpec(
                List.of(3, 28, 28),
                classes,
                norm.applyTo(
                        new Convolution(64, 5),
                        new BatchNorm(false),
                        new MaxPool(2),
                        new Relu(),
                        new Convolution(50, 5),
                        new BatchNorm(false),
                        new Dropout(.5),
                        new MaxPool(2),
                        new Relu()),
                norm.applyTo(
                        new Dense(100),
                        new BatchNorm(false),
                        new Relu(),
                        new Dropout(.5),
                        new Dense(100),
                        new BatchNorm(false),
                        new Relu(),
                        new Dense(classes)),
                norm.applyTo(new Dense(100), new BatchNorm(false), new Relu(), new Dense(DOMAINS)),
                false);
    }

    /** How many values an input row has. */
    public int width() {
        return Shapes.size(inputShape);
    }

    /** How many values an embedding has. */
    public int embeddingWidth() {
        return stacks().get(1).inputShape().get(0);
    }

    /** Features, class head and domain head, in this order. */
    public List<StackSpec> stacks() {
        return stacks(inputShape, classes, featureExtractor, classHead, domainHead, conditional);
    }

    /** The shape of every weight by its name, in the order of stacks and layers. */
    public Map<String, int[]> weightShapes() {
        return collectShapes(StackSpec::weightShapes);
    }

    /** The shape of every running statistic by its name, in the order of stacks and layers. */
    public Map<String, int[]> statisticShapes() {
        return collectShapes(StackSpec::statisticShapes);
    }

    private Map<String, int[]> collectShapes(Function<StackSpec, Map<String, int[]>> part) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        stacks().forEach(stack -> shapes.putAll(part.apply(stack)));
        return shapes;
    }

    private static List<StackSpec> stacks(
            List<Integer> input,
            int classes,
            List<LayerSpec> features,
            List<LayerSpec> classHead,
            List<LayerSpec> domainHead,
            boolean conditional) {
        StackSpec first = new StackSpec("features", input, features);
        int embedding = Shapes.size(first.outputShape());
        long seen = conditional ? (long) embedding * classes : embedding;
        if (seen > MAX_WIDTH) {
            throw new IllegalArgumentException("expected at most %d products of embedding and class, got %d times %d"
                    .formatted(MAX_WIDTH, embedding, classes));
        }
        return List.of(
                first,
                new StackSpec("class", List.of(embedding), classHead),
                new StackSpec("domain", List.of((int) seen), domainHead));
    }

    private static void requireOutputLayer(StackSpec head, int outputs) {
        LayerSpec last = head.layers().get(head.layers().size() - 1);
        if (!last.equals(new Dense(outputs))) {
            throw new IllegalArgumentException(
                    "%s: expected the last layer to be dense, %d wide, got %s".formatted(head.name(), outputs, last));
        }
    }

    private static void requireWeightCount(List<StackSpec> stacks) {
        long weights;
        try {
            weights = stacks.stream().mapToLong(StackSpec::weightCount).reduce(0, Math::addExact);
        } catch (ArithmeticException tooMany) {
            weights = Long.MAX_VALUE;
        }
        if (weights > MAX_WEIGHTS) {
            throw new IllegalArgumentException(
                    "expected a network of at most %d weights, got %d".formatted(MAX_WEIGHTS, weights));
        }
    }
}
