package io.realign.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.realign.event.ContractViolation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The AsyncAPI document agrees with the code. */
class AsyncApiTest {
    private final JsonNode document = read();

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    @Test
    void channels_areTheTopics_andTheirDeadLetterTopics() {
        Set<String> expected = new TreeSet<>();
        Topics.all().forEach(topic -> expected.add(topic.name()));
        Topics.withDeadLetterTopic().forEach(topic -> expected.add(topic.deadLetterTopic()));

        assertThat(channels().map(channel -> channel.path("address").asText()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void channel_hasThePartitionsAndCleanupPolicyOfItsTopic(Topic<?> topic) {
        JsonNode kafka = channel(topic).at("/bindings/kafka");
        assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
        assertThat(kafka.at("/topicConfiguration/cleanup.policy/0").asText())
                .isEqualTo(topic.compacted() ? "compact" : "delete");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void channel_statesTheRetentionThatItsTopicNeeds(Topic<?> topic) {
        JsonNode retention = channel(topic).at("/bindings/kafka/topicConfiguration/retention.ms");
        assertThat(retention.isMissingNode()).isEqualTo(topic.compacted());
        assertThat(retention.asLong(Topic.UNLIMITED.toMillis()))
                .isEqualTo(topic.minRetention().toMillis());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void payload_isTheSchemaOfTheCodec(Topic<?> topic) {
        String name = channel(topic).path("messages").fieldNames().next();
        String file = document.at("/components/messages/" + name + "/payload/schema/$ref")
                .asText();

        assertThat(file)
                .isEqualTo("io/realign/schemas/" + topic.codec().schema().getFullName() + ".avsc");
        assertThat(getClass().getClassLoader().getResource(file)).isNotNull();
    }

    @Test
    void deadLetterHeaders_matchTheCode() {
        JsonNode headers = document.at("/components/messages/DeadLetter/headers");
        DeadLetter letter = DeadLetter.of(
                new ContractViolation(ContractViolation.Reason.MALFORMED, "cause"),
                "t",
                0,
                0,
                "stage",
                new byte[0],
                new byte[0]);

        assertThat(strings(headers.path("required")))
                .containsExactlyElementsOf(letter.headers().keySet());
        assertThat(strings(headers.at("/properties/dead-letter-reason/enum")))
                .containsExactlyElementsOf(Arrays.stream(ContractViolation.Reason.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void signatureHeaders_matchTheCode() {
        JsonNode headers = document.at("/components/schemas/Signature");

        assertThat(headersOf("ModelRelease")).contains("#/components/schemas/Signature");
        assertThat(strings(headers.path("required")))
                .containsExactly(SignedRelease.SIGNATURE_HEADER, SignedRelease.KEY_ID_HEADER);
        assertThat(headers.at("/properties/dsse-signature/description").asText())
                .contains(SignedRelease.PAYLOAD_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DriftAlert", "AdaptationRecord", "ModelRelease", "RolloutStatus"})
    void cloudEventHeaders_matchTheCode(String message) {
        CloudEventAttributes event = new CloudEventAttributes("id", "type", "/source", "subject", Instant.EPOCH);

        assertThat(headersOf(message)).contains("#/components/schemas/CloudEvent");
        assertThat(strings(document.at("/components/schemas/CloudEvent/required")))
                .containsExactlyElementsOf(event.headers().keySet());
    }

    @Test
    void everyField_isDocumented() {
        List<String> undocumented = new ArrayList<>();
        AvroSchemas.NAMES.forEach(name -> {
            Schema schema = AvroSchemas.of(type(name));
            schema.getFields().stream()
                    .filter(field -> field.doc() == null || field.doc().isBlank())
                    .forEach(field -> undocumented.add(name + "." + field.name()));
        });
        assertThat(undocumented).isEmpty();
    }

    private Stream<JsonNode> channels() {
        return document.path("channels").properties().stream().map(Map.Entry::getValue);
    }

    private JsonNode channel(Topic<?> topic) {
        return channels()
                .filter(channel -> channel.path("address").asText().equals(topic.name()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> headersOf(String message) {
        return document.at("/components/messages/" + message + "/headers").findValuesAsText("$ref");
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no record for the schema", e);
        }
    }

    private static JsonNode read() {
        try (InputStream file = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
