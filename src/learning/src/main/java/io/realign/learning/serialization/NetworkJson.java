package io.realign.learning.serialization;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.NetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JSON format of a {@link NetSpec}: {@code {"input":[128],"classes":6,"features":[{"layer":"dense","outputs":128},...],...}}.
 * All fields are required, and unknown fields are rejected.
 */
public final class NetworkJson {
    private static final String LAYER = "layer";

    private static final int MAX_EXCERPT = 200;

    private static final Map<Class<?>, String> TYPE_NAMES = Map.of(
            int.class,
            "an integer",
            Integer.class,
            "an integer",
            double.class,
            "a number",
            boolean.class,
            "true or false");

    private static final JsonMapper MAPPER = StrictJson.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .addMixIn(NetSpec.class, NetworkFields.class)
            .addMixIn(LayerSpec.class, LayerTypes.class)
            .addMixIn(LayerSpec.Convolution.class, ConvolutionFields.class)
            .build();

    private NetworkJson() {}

    private interface NetworkFields {
        @JsonProperty("input")
        List<Integer> inputShape();

        @JsonProperty("features")
        List<LayerSpec> featureExtractor();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = LAYER)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = LayerSpec.Dense.class, name = "dense"),
        @JsonSubTypes.Type(value = LayerSpec.Relu.class, name = "relu"),
        @JsonSubTypes.Type(value = LayerSpec.Dropout.class, name = "dropout"),
        @JsonSubTypes.Type(value = LayerSpec.Convolution.class, name = "convolution"),
        @JsonSubTypes.Type(value = LayerSpec.MaxPool.class, name = "max-pool"),
        @JsonSubTypes.Type(value = LayerSpec.BatchNorm.class, name = "normalise")
    })
    private interface LayerTypes {}

    private interface ConvolutionFields {
        @JsonProperty("kernel")
        int kernelSize();
    }

    static String write(NetSpec spec) {
        try {
            return MAPPER.writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("network: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if the text does not describe a valid network */
    public static NetSpec read(String text) {
        JsonNode network = StrictJson.parse("network", text);
        try {
            return Optional.ofNullable(MAPPER.treeToValue(network, NetSpec.class))
                    .orElseThrow(() -> new IllegalArgumentException("network: expected an object, got " + network));
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(message(e, network), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("network: " + e.getOriginalMessage(), e);
        }
    }

    private static String message(JsonMappingException e, JsonNode network) {
        // The path to an unknown field ends with the field itself; the message shows the enclosing object.
        int depth = e.getPath().size() - (e instanceof UnrecognizedPropertyException ? 1 : 0);
        StringBuilder path = new StringBuilder("network");
        JsonNode got = network;
        for (Reference step : e.getPath().subList(0, depth)) {
            boolean element = step.getFieldName() == null;
            path.append(element ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
            got = element ? got.path(step.getIndex()) : got.path(step.getFieldName());
        }
        if (e.getCause() instanceof IllegalArgumentException invalid) {
            return path + ": " + invalid.getMessage();
        }
        String excerpt = got.isMissingNode() ? "nothing" : got.toString();
        return "%s: expected %s, got %s"
                .formatted(
                        path,
                        expected(e),
                        excerpt.length() <= MAX_EXCERPT ? excerpt : excerpt.substring(0, MAX_EXCERPT) + "...");
    }

    private static String expected(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return fields(unknown.getReferringClass());
        }
        if (!(e instanceof MismatchedInputException mismatch)) {
            return "a value in range";
        }
        Class<?> type = mismatch.getTargetType();
        if (e instanceof InvalidTypeIdException || type == LayerSpec.class) {
            JsonSubTypes.Type[] layers =
                    LayerTypes.class.getAnnotation(JsonSubTypes.class).value();
            return "one of the layers "
                    + Stream.of(layers).map(JsonSubTypes.Type::name).toList();
        }
        return type.isRecord() ? fields(type) : TYPE_NAMES.getOrDefault(type, "an array");
    }

    private static String fields(Class<?> type) {
        Stream<String> names =
                MAPPER.getSerializationConfig().introspect(MAPPER.constructType(type)).findProperties().stream()
                        .map(BeanPropertyDefinition::getName);
        Stream<String> typeName = LayerSpec.class.isAssignableFrom(type) ? Stream.of(LAYER) : Stream.empty();
        return "the fields " + Stream.concat(typeName, names).toList();
    }
}
