package io.realign.learning.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Layers one after the other: a part of a {@link NetSpec}.
 *
 * @param name with which the names of its weights begin
 * @param inputShape the shape of a row or an image that goes in
 * @param layers 1 to {@value #MAX_LAYERS}, each fit for what comes out of the one before
 */
public record StackSpec(String name, List<Integer> inputShape, List<LayerSpec> layers) {
    public static final int MAX_LAYERS = 256;

    public StackSpec {
        inputShape = List.copyOf(inputShape);
        layers = List.copyOf(layers);
        Shapes.require("input of " + name, inputShape);
        if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
            throw new IllegalArgumentException(
                    "%s: expected 1 to %d layers, got %d".formatted(name, MAX_LAYERS, layers.size()));
        }
        List<Integer> shape = inputShape;
        for (int place = 0; place < layers.size(); place++) {
            try {
                shape = layers.get(place).outputShape(shape);
                Shapes.require("output", shape);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(layerName(name, place) + ": " + e.getMessage(), e);
            }
        }
    }

    /** What goes into each layer and, last, what comes out of the stack. */
    public List<List<Integer>> layerShapes() {
        List<List<Integer>> shapes = new ArrayList<>(List.of(inputShape));
        for (LayerSpec layer : layers) {
            shapes.add(layer.outputShape(shapes.get(shapes.size() - 1)));
        }
        return shapes;
    }

    /** The shape of what comes out. */
    public List<Integer> outputShape() {
        return layerShapes().get(layers.size());
    }

    /** What the layer at a place is called: {@code features/0}. */
    public String layerName(int place) {
        return layerName(name, place);
    }

    private static String layerName(String name, int place) {
        return name + "/" + place;
    }

    /** The shape of every weight by its name, in the order of the layers. */
    public Map<String, int[]> weightShapes() {
        return collectShapes(LayerSpec::weightShapes);
    }

    /** The shape of every running statistic by its name, in the order of the layers. */
    public Map<String, int[]> statisticShapes() {
        return collectShapes(LayerSpec::statisticShapes);
    }

    private Map<String, int[]> collectShapes(BiFunction<LayerSpec, List<Integer>, Map<String, int[]>> parts) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        List<List<Integer>> inputs = layerShapes();
        for (int place = 0; place < layers.size(); place++) {
            String layer = layerName(place);
            parts.apply(layers.get(place), inputs.get(place))
                    .forEach((part, shape) -> shapes.put(layer + "." + part, shape));
        }
        return shapes;
    }

    /** How many weights it has. */
    long weightCount() {
        return weightShapes().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact))
                .reduce(0, Math::addExact);
    }
}
