package io.realign.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/** Hostile records for every topic that a program reads. */
final class HostileRecords {
    private static final int HEADER_LENGTH = 10;
    private static final long GIGABYTES = 2_000_000_000;
    private static final Random RANDOM = new Random(22);

    private final List<HostileRecord> records = new ArrayList<>();
    private final String domain;
    private final float[] features;

    private HostileRecords(String domain, float[] features) {
        this.domain = domain;
        this.features = features;
    }

    /**
     * Creates the records.
     *
     * @param domain an existing domain, which the records impersonate
     * @param features valid features
     * @param messages a valid record of each message topic, by topic
     */
    static List<HostileRecord> create(String domain, float[] features, Map<Topic<?>, byte[]> messages) {
        HostileRecords hostile = new HostileRecords(domain, features);
        byte[] otherMessage = messages.get(Topics.DRIFT_WINDOWS);
        hostile.addEvents(Topics.TARGET_EVENTS, Optional.empty(), otherMessage);
        hostile.addEvents(Topics.SOURCE_EVENTS, Optional.of("ethanol"), otherMessage);
        messages.forEach(hostile::addMessages);
        Topics.withDeadLetterTopic().forEach(hostile::addDeadLetters);
        return hostile.records;
    }

    private void addEvents(Topic<FeatureEvent> topic, Optional<String> label, byte[] otherMessage) {
        byte[] valid = topic.codec().encode(event("1", domain, Instant.now(), features, label));
        addBytes(topic, valid);
        hostileNames().forEach((kind, name) -> {
            byte[] key = name.length() > 1_000 ? null : name.getBytes(UTF_8);
            add(topic, "domain " + kind, key, encode(topic, "1", name, Instant.now(), features, label));
            add(topic, "id " + kind, encode(topic, name, domain, Instant.now(), features, label));
            add(topic, "label " + kind, encode(topic, "1", domain, Instant.now(), features, Optional.of(name)));
        });
        add(topic, "domain *", bytes("*"), encode(topic, "1", "*", Instant.now(), features, label));
        add(topic, "domain of malformed UTF-8", null, malformed(valid, domain));
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 9.96921e36f, -1e30f}) {
            float[] damaged = features.clone();
            damaged[1] = value;
            add(topic, "feature " + value, encode(topic, "1", domain, Instant.now(), damaged, label));
        }
        for (int count : new int[] {1, features.length - 1, features.length + 1, 200_000}) {
            float[] other = Arrays.copyOf(features, count);
            add(topic, count + " features", encode(topic, "1", domain, Instant.now(), other, label));
        }
        Map<String, Instant> times = new LinkedHashMap<>();
        times.put("0", Instant.EPOCH);
        times.put("-1", Instant.ofEpochMilli(-1));
        times.put("in seconds", Instant.ofEpochMilli(Instant.now().getEpochSecond()));
        times.put("in microseconds", Instant.ofEpochMilli(Instant.now().toEpochMilli() * 1_000));
        times.put("of the largest long", Instant.ofEpochMilli(Long.MAX_VALUE));
        times.put("of the smallest long", Instant.ofEpochMilli(Long.MIN_VALUE));
        times.put("tomorrow", Instant.now().plus(Duration.ofDays(1)));
        times.forEach((kind, time) -> add(topic, "time " + kind, encode(topic, "1", domain, time, features, label)));
        Optional<String> wrongLabel = label.isPresent() ? Optional.empty() : Optional.of("ethanol");
        add(topic, "label of the other topic", encode(topic, "1", domain, Instant.now(), features, wrongLabel));
        add(topic, "key of another domain", bytes("elsewhere"), valid);
        add(topic, "key of 300 kB", new byte[300_000], valid);
        add(topic, "key of malformed UTF-8", new byte[] {(byte) 0xFF}, valid);
        add(topic, "message of another topic", otherMessage);
    }

    private void addMessages(Topic<?> topic, byte[] valid) {
        addBytes(topic, valid);
        hostileNames().forEach((kind, name) -> {
            byte[] key = name.length() > 1_000 ? bytes(domain) : name.getBytes(UTF_8);
            add(topic, "domain " + kind, key, withDomain(topic, valid, name));
        });
        if (topic.equals(Topics.DRIFT_ALERTS)) {
            add(topic, "domain *", bytes("*"), withDomain(topic, valid, "*"));
        }
        add(topic, "domain of malformed UTF-8", malformed(withDomain(topic, valid, domain), domain));
        add(
                topic,
                "message of another topic",
                encode(Topics.TARGET_EVENTS, "1", domain, Instant.now(), features, Optional.empty()));
        add(topic, "junk under an unknown key", bytes("no-such-site"), bytes("junk"));
        add(topic, "junk under a key with a line break", bytes("x\r\nERROR forged"), bytes("junk"));
        add(topic, "junk under a key of 300 kB", new byte[300_000], bytes("junk"));
    }

    /** Damage that does not depend on the schema. */
    private void addBytes(Topic<?> topic, byte[] valid) {
        if (!topic.compacted()) {
            add(topic, "no value", null);
        }
        add(topic, "no bytes", new byte[0]);
        add(topic, "one byte", new byte[] {(byte) 0xC3});
        add(topic, "header alone", Arrays.copyOf(valid, HEADER_LENGTH));
        byte[] unknownSchema = valid.clone();
        unknownSchema[4] ^= 1;
        add(topic, "unknown schema", unknownSchema);
        add(topic, "half of a record", Arrays.copyOf(valid, valid.length / 2));
        add(topic, "a byte too many", Arrays.copyOf(valid, valid.length + 1));
        byte[] junk = new byte[1_000];
        RANDOM.nextBytes(junk);
        add(topic, "1 kB of random bytes", junk);
        add(topic, "3 MB of junk", new byte[3_000_000]);
        add(topic, "10 MB of junk", new byte[10_000_000]);
        for (long length : new long[] {GIGABYTES, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(valid, 0, HEADER_LENGTH);
            bytes.writeBytes(varint(length));
            add(topic, "announced length " + length, bytes.toByteArray());
        }
    }

    private void addDeadLetters(Topic<?> topic) {
        Map<String, Map<String, byte[]>> headers = new LinkedHashMap<>();
        headers.put("no headers", Map.of());
        headers.put("reason unknown", deadLetterHeaders(DeadLetter.REASON, bytes("NO_SUCH_REASON")));
        headers.put("reason of 100 kB", deadLetterHeaders(DeadLetter.REASON, new byte[100_000]));
        headers.put("cause of 500 kB", deadLetterHeaders(DeadLetter.CAUSE, bytes("c".repeat(500_000))));
        headers.put("cause with NUL and line break", deadLetterHeaders(DeadLetter.CAUSE, bytes("\0\r\nERROR forged")));
        headers.put("cause of malformed UTF-8", deadLetterHeaders(DeadLetter.CAUSE, new byte[] {(byte) 0xFF}));
        headers.put("topic unknown", deadLetterHeaders(DeadLetter.TOPIC, bytes("no.such.topic")));
        headers.put("topic of 100 kB", deadLetterHeaders(DeadLetter.TOPIC, bytes("t".repeat(100_000))));
        headers.put("partition no number", deadLetterHeaders(DeadLetter.PARTITION, bytes("three")));
        headers.put("partition -1", deadLetterHeaders(DeadLetter.PARTITION, bytes("-1")));
        headers.put("partition 2^63-1", deadLetterHeaders(DeadLetter.PARTITION, bytes("9223372036854775807")));
        headers.put("partition of 1,000 digits", deadLetterHeaders(DeadLetter.PARTITION, bytes("9".repeat(1_000))));
        headers.put("offset -1", deadLetterHeaders(DeadLetter.OFFSET, bytes("-1")));
        headers.put("offset of 1,000 digits", deadLetterHeaders(DeadLetter.OFFSET, bytes("9".repeat(1_000))));
        headers.put("stage of 100 kB", deadLetterHeaders(DeadLetter.REJECTED_BY, bytes("s".repeat(100_000))));
        headers.put("redrive marker no number", Map.of(DeadLetter.REDRIVEN, bytes("x")));
        headers.put("redrive marker 2^63-1", Map.of(DeadLetter.REDRIVEN, bytes("9223372036854775807")));
        headers.forEach((kind, values) ->
                records.add(new HostileRecord(topic.deadLetterTopic(), kind, bytes(domain), bytes("junk"), values)));
    }

    private static Map<String, byte[]> deadLetterHeaders(String name, byte[] value) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(DeadLetter.REASON, bytes("MALFORMED"));
        headers.put(DeadLetter.CAUSE, bytes("cause"));
        headers.put(DeadLetter.TOPIC, bytes(Topics.TARGET_EVENTS.name()));
        headers.put(DeadLetter.PARTITION, bytes("0"));
        headers.put(DeadLetter.OFFSET, bytes("0"));
        headers.put(DeadLetter.REJECTED_BY, bytes("scoring-job"));
        headers.put(name, value);
        return headers;
    }

    private static Map<String, String> hostileNames() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("empty", "");
        names.put("of a space", " ");
        names.put("of 256 characters", "d".repeat(256));
        names.put("of 1,001 characters", "d".repeat(1_001));
        names.put("of 66,000 characters", "d".repeat(66_000));
        names.put("of 3 MB", "d".repeat(3_000_000));
        names.put("with a line break", "oven\r\n2026-01-01 ERROR forged");
        names.put("with NUL", "oven\0");
        names.put("with a bidirectional override", "oven\u202E3");
        return names;
    }

    private void add(Topic<?> topic, String kind, byte[] value) {
        add(topic, kind, bytes(domain), value);
    }

    private void add(Topic<?> topic, String kind, byte[] key, byte[] value) {
        records.add(new HostileRecord(topic.name(), kind, key, value, Map.of()));
    }

    private static byte[] encode(
            Topic<FeatureEvent> topic,
            String id,
            String domain,
            Instant time,
            float[] features,
            Optional<String> label) {
        return topic.codec().encode(event(id, domain, time, features, label));
    }

    private static FeatureEvent event(
            String id, String domain, Instant time, float[] features, Optional<String> label) {
        return new FeatureEvent(id, domain, time, Tensor.vector(features), label);
    }

    /** Replaces the domain in the encoded message, which the Java types would reject. */
    private static byte[] withDomain(Topic<?> topic, byte[] valid, String domain) {
        try {
            GenericRecord message = new BinaryMessageDecoder<GenericRecord>(
                            GenericData.get(), topic.codec().schema())
                    .decode(valid);
            GenericRecord owner =
                    topic.equals(Topics.SHADOW_PREDICTIONS) ? (GenericRecord) message.get("served") : message;
            owner.put("domain", domain);
            return new BinaryMessageEncoder<GenericRecord>(
                            GenericData.get(), topic.codec().schema())
                    .encode(message)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the first byte of the first occurrence of a text by a byte that occurs in no UTF-8 text. */
    private static byte[] malformed(byte[] valid, String text) {
        byte[] malformed = valid.clone();
        malformed[new String(valid, ISO_8859_1).indexOf(text)] = (byte) 0xFF;
        return malformed;
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            out.writeLong(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
