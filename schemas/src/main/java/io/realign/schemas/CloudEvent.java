package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes that make a Kafka record a CloudEvent in binary mode (CloudEvents Kafka protocol binding 1.0.2).
 *
 * @param id id of the message
 * @param type what it is, the full name of its schema
 * @param source who says it
 * @param subject the domain
 * @param time when it was so
 */
public record CloudEvent(String id, String type, String source, String subject, Instant time) {
    /** Kafka record headers. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0".getBytes(UTF_8));
        headers.put("ce_id", id.getBytes(UTF_8));
        headers.put("ce_type", type.getBytes(UTF_8));
        headers.put("ce_source", source.getBytes(UTF_8));
        headers.put("ce_subject", subject.getBytes(UTF_8));
        headers.put("ce_time", time.toString().getBytes(UTF_8));
        headers.put("content-type", "application/avro".getBytes(UTF_8));
        return headers;
    }
}
