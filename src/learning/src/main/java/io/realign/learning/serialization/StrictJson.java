package io.realign.learning.serialization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON that names nothing twice and ends where it ends. */
final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int EXCERPT = 200;

    private StrictJson() {}

    /**
     * The tree of a text.
     *
     * @param what begins the message if it is not JSON
     * @throws IllegalArgumentException if it is not
     */
    static JsonNode parse(String what, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(what + " is not JSON", e);
        }
    }

    /** As much of a tree as fits into a message. */
    static String excerpt(JsonNode node) {
        String text = node.toString();
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
    }
}
