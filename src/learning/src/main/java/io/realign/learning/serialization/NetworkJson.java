package io.realign.learning.serialization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.NetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network's layers as JSON: {@code {"input":[128],"classes":6,"features":[{"layer":"dense","outputs":128},...],...}}.
 * Every field must be there, and no other.
 */
public final class NetworkJson {
    private static final String INPUT = "input";
    private static final String CLASSES = "classes";
    private static final String FEATURES = "features";
    private static final String CLASS_HEAD = "class-head";
    private static final String DOMAIN_HEAD = "domain-head";
    private static final String CONDITIONAL = "conditional";

    private static final String LAYER = "layer";
    private static final String DENSE = "dense";
    private static final String OUTPUTS = "outputs";
    private static final String RELU = "relu";
    private static final String DROPOUT = "dropout";
    private static final String SHARE = "share";
    private static final String CONVOLUTION = "convolution";
    private static final String CHANNELS = "channels";
    private static final String KERNEL = "kernel";
    private static final String MAX_POOL = "max-pool";
    private static final String SIZE = "size";
    private static final String NORMALISE = "normalise";
    private static final String PER_DOMAIN = "per-domain";

    private NetworkJson() {}

    static String write(NetSpec spec) {
        ObjectNode network = JsonNodeFactory.instance.objectNode();
        spec.inputShape().forEach(network.putArray(INPUT)::add);
        network.put(CLASSES, spec.classes());
        stack(network.putArray(FEATURES), spec.featureExtractor());
        stack(network.putArray(CLASS_HEAD), spec.classHead());
        stack(network.putArray(DOMAIN_HEAD), spec.domainHead());
        return network.put(CONDITIONAL, spec.conditional()).toString();
    }

    private static void stack(ArrayNode stack, List<LayerSpec> layers) {
        layers.forEach(layer -> write(stack.addObject(), layer));
    }

    private static void write(ObjectNode node, LayerSpec layer) {
        if (layer instanceof LayerSpec.Dense dense) {
            node.put(LAYER, DENSE).put(OUTPUTS, dense.outputs());
        } else if (layer instanceof LayerSpec.Relu) {
            node.put(LAYER, RELU);
        } else if (layer instanceof LayerSpec.Dropout dropout) {
            node.put(LAYER, DROPOUT).put(SHARE, dropout.rate());
        } else if (layer instanceof LayerSpec.Convolution convolution) {
            node.put(LAYER, CONVOLUTION).put(CHANNELS, convolution.channels()).put(KERNEL, convolution.kernelSize());
        } else if (layer instanceof LayerSpec.MaxPool pool) {
            node.put(LAYER, MAX_POOL).put(SIZE, pool.size());
        } else if (layer instanceof LayerSpec.BatchNorm normalise) {
            node.put(LAYER, NORMALISE).put(PER_DOMAIN, normalise.perDomain());
        } else {
            throw new IllegalStateException("a layer without a name in JSON: " + layer);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static NetSpec read(String text) {
        JsonNode network = StrictJson.parse("network", text);
        requireFields(network, INPUT, CLASSES, FEATURES, CLASS_HEAD, DOMAIN_HEAD, CONDITIONAL);
        List<Integer> input = new ArrayList<>();
        for (JsonNode extent : array(network, INPUT)) {
            input.add(integer(INPUT, extent));
        }
        return new NetSpec(
                input,
                integer(CLASSES, network.get(CLASSES)),
                stack(network, FEATURES),
                stack(network, CLASS_HEAD),
                stack(network, DOMAIN_HEAD),
                flag(network, CONDITIONAL));
    }

    private static List<LayerSpec> stack(JsonNode network, String name) {
        List<LayerSpec> layers = new ArrayList<>();
        for (JsonNode layer : array(network, name)) {
            layers.add(layer(layer));
        }
        return layers;
    }

    private static LayerSpec layer(JsonNode node) {
        String name = node.path(LAYER).asText();
        return switch (name) {
            case DENSE -> {
                requireFields(node, LAYER, OUTPUTS);
                yield new LayerSpec.Dense(integer(OUTPUTS, node.get(OUTPUTS)));
            }
            case RELU -> {
                requireFields(node, LAYER);
                yield new LayerSpec.Relu();
            }
            case DROPOUT -> {
                requireFields(node, LAYER, SHARE);
                require(node.get(SHARE).isNumber(), "a number as " + SHARE, node);
                yield new LayerSpec.Dropout(node.get(SHARE).doubleValue());
            }
            case CONVOLUTION -> {
                requireFields(node, LAYER, CHANNELS, KERNEL);
                yield new LayerSpec.Convolution(
                        integer(CHANNELS, node.get(CHANNELS)), integer(KERNEL, node.get(KERNEL)));
            }
            case MAX_POOL -> {
                requireFields(node, LAYER, SIZE);
                yield new LayerSpec.MaxPool(integer(SIZE, node.get(SIZE)));
            }
            case NORMALISE -> {
                requireFields(node, LAYER, PER_DOMAIN);
                yield new LayerSpec.BatchNorm(flag(node, PER_DOMAIN));
            }
            default ->
                throw new IllegalArgumentException("network: expected one of the layers %s, got %s"
                        .formatted(
                                List.of(DENSE, RELU, DROPOUT, CONVOLUTION, MAX_POOL, NORMALISE),
                                StrictJson.excerpt(node)));
        };
    }

    private static JsonNode array(JsonNode node, String name) {
        require(node.get(name).isArray(), "an array as " + name, node.get(name));
        return node.get(name);
    }

    private static int integer(String name, JsonNode node) {
        require(node.isInt(), "a whole number as " + name, node);
        return node.intValue();
    }

    private static boolean flag(JsonNode node, String name) {
        require(node.get(name).isBoolean(), "true or false as " + name, node.get(name));
        return node.get(name).booleanValue();
    }

    private static void requireFields(JsonNode node, String... names) {
        Set<String> found = new TreeSet<>();
        node.fieldNames().forEachRemaining(found::add);
        require(found.equals(Set.of(names)), "the fields " + List.of(names), node);
    }

    private static void require(boolean holds, String expected, JsonNode got) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "network: expected %s, got %s".formatted(expected, StrictJson.excerpt(got)));
        }
    }
}
