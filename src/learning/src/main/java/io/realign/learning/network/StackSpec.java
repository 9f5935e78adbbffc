package io.realign.learning.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A sequence of layers: one of the three parts of a {@link NetSpec}.
 *
 * @param name prefix of the names of the weights
 * @param inputShape shape of an input row or image
 * @param layers 1 to {@value #MAX_LAYERS}; each accepts the output of the previous layer
 */
public record StackSpec(String name, List<Integer> inputShape, List<LayerSpec> layers) {
    public static final int MAX_LAYERS = 256;

    public StackSpec {
        inputShape = List.copyOf(inputShape);
        layers = List.copyOf(layers);
        Shapes.requireRowOrImage("input of " + name, inputShape);
        if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
            throw new IllegalArgumentException(
                    "%s: expected 1 to %d layers, got %d".formatted(name, MAX_LAYERS, layers.size()));
        }
        List<Integer> shape = inputShape;
        for (int position = 0; position < layers.size(); position++) {
            try {
                shape = layers.get(position).outputShape(shape);
                Shapes.requireRowOrImage("output", shape);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(layerName(name, position) + ": " + e.getMessage(), e);
            }
        }
    }

    /** Input shape of each layer, followed by the output shape of the stack. */
    public List<List<Integer>> layerShapes() {
        List<List<Integer>> shapes = new ArrayList<>(List.of(inputShape));
        for (LayerSpec layer : layers) {
            shapes.add(layer.outputShape(shapes.get(shapes.size() - 1)));
        }
        return shapes;
    }

    public List<Integer> outputShape() {
        return layerShapes().get(layers.size());
    }

    /** Name of the layer at a position, such as {@code features/0}. */
    public String layerName(int position) {
        return layerName(name, position);
    }

    private static String layerName(String name, int position) {
        return name + "/" + position;
    }

    /** Shape of each weight tensor by name, in the order of the layers. */
    public Map<String, int[]> weightShapes() {
        return collectShapes(LayerSpec::weightShapes);
    }

    /** Shape of each running statistic by name, in the order of the layers. */
    public Map<String, int[]> statisticShapes() {
        return collectShapes(LayerSpec::statisticShapes);
    }

    private Map<String, int[]> collectShapes(BiFunction<LayerSpec, List<Integer>, Map<String, int[]>> shapesOf) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        List<List<Integer>> inputs = layerShapes();
        for (int position = 0; position < layers.size(); position++) {
            String layer = layerName(position);
            shapesOf.apply(layers.get(position), inputs.get(position))
                    .forEach((part, shape) -> shapes.put(layer + "." + part, shape));
        }
        return shapes;
    }

    /** @throws ArithmeticException if the number of weights exceeds a long */
    long weightCount() {
        return weightShapes().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact))
                .reduce(0, Math::addExact);
    }
}
