package io.realign.schemas;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.TrustedKeys;
import io.realign.rollout.RolloutStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileBytesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventContract CONTRACT = new EventContract(2, List.of("a", "b"), Duration.ofMinutes(5));

    /** Unsigned records are invalid before a key is needed. */
    private static final TrustedKeys KEYS = null;

    /** A length that fits into an int, but into no heap. */
    private static final long GIGABYTES = 2_000_000_000;

    static Stream<Topic<?>> messageTopics() {
        return Topics.all().stream()
                .filter(topic -> !topic.equals(Topics.SOURCE_EVENTS) && !topic.equals(Topics.TARGET_EVENTS));
    }

    @ParameterizedTest
    @MethodSource("messageTopics")
    void announcedLength_isNotAllocated(Topic<?> topic) throws IOException {
        for (long announced : new long[] {GIGABYTES, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertInvalid(Reason.MALFORMED, topic.codec().decode(withHeader(topic, varint(announced))));
        }
    }

    @Test
    void announcedArrayLength_isNotAllocated() throws IOException {
        byte[] whole = Topics.PREDICTIONS.codec().encode(Samples.PREDICTION);
        for (int at = AvroHeader.LENGTH; at < whole.length; at++) {
            for (long announced : new long[] {GIGABYTES, -GIGABYTES, Long.MIN_VALUE}) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.write(whole, 0, at);
                bytes.write(varint(announced));
                bytes.write(whole, at, whole.length - at);
                assertThat(Topics.PREDICTIONS.codec().decode(bytes.toByteArray()))
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messageTopics")
    <T> void anyDamage_isDecodedOrInvalid(Topic<T> topic) {
        byte[] whole = topic.codec().encode(Samples.of(topic));
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change < 1 + i % 3; change++) {
                damaged[AvroHeader.LENGTH + random.nextInt(whole.length - AvroHeader.LENGTH)] =
                        (byte) random.nextInt(256);
            }
            assertThat(topic.codec().decode(damaged)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("messageTopics")
    <T> void trailingOrTooManyBytes_areInvalid(Topic<T> topic) {
        byte[] whole = topic.codec().encode(Samples.of(topic));

        assertInvalid(Reason.MALFORMED, topic.codec().decode(Arrays.copyOf(whole, whole.length + 1)));
        assertInvalid(Reason.TOO_LARGE, topic.codec().decode(Arrays.copyOf(whole, 3_000_000)));
    }

    @Test
    void unprintableOrLongText_isShortenedByTheWriter_andInvalidFromOthers() {
        RolloutStatus failed = new RolloutStatus(
                "consumer", "oven", 2, RolloutStatus.State.FAILED, 0, "no\nmodel" + "x".repeat(5_000), true, NOW);

        DecodeResult<RolloutStatus> decoded =
                Topics.ROLLOUTS.codec().decode(Topics.ROLLOUTS.codec().encode(failed));

        assertThat(decoded.orElseThrow(violation -> new IllegalStateException(violation.toString()))
                        .reason())
                .startsWith("no\\nmodel")
                .hasSize(2_000);
        byte[] bytes = Topics.ROLLOUTS.codec().encode(status("kiln"));
        int position = new String(bytes, ISO_8859_1).indexOf("kiln");
        bytes[position] = '\n';
        assertInvalid(Reason.MALFORMED, Topics.ROLLOUTS.codec().decode(bytes));
    }

    @Test
    void oversizedEvent_isInvalid_beforeItIsDecoded() {
        byte[] idOfThreeMegabytes = encode("i".repeat(3_000_000), "oven");

        assertInvalid(Reason.TOO_LARGE, decode("oven".getBytes(UTF_8), idOfThreeMegabytes));
        assertInvalid(Reason.TOO_LARGE, decode(null, encode("1", "d".repeat(600_000))));
        assertInvalid(Reason.TOO_LARGE, decode(null, encode("1", "d".repeat(66_000))));
    }

    @Test
    void oversizedKey_isInvalid_withAShortCause() {
        DecodeResult<FeatureEvent> decoded = decode("k".repeat(300_000).getBytes(UTF_8), encode("1", "oven"));

        assertInvalid(Reason.WRONG_DOMAIN, decoded);
        assertThat(((DecodeResult.Invalid<FeatureEvent>) decoded).violation().description())
                .contains("the domain 'oven'")
                .contains("300000 bytes")
                .hasSizeLessThan(300);
    }

    @Test
    void malformedUtf8_isInvalid_soThatDifferentDomainsStayApart() {
        byte[] first = encode("1", "ov?n");
        byte[] second = first.clone();
        int position = AvroHeader.LENGTH + 2 + 1 + 2;
        first[position] = (byte) 0xFF;
        second[position] = (byte) 0xFE;

        assertInvalid(Reason.WRONG_DOMAIN, decode(null, first));
        assertInvalid(Reason.WRONG_DOMAIN, decode(null, second));
    }

    @Test
    void deadLetterOfAnyRecord_fitsIntoARecord() {
        byte[] key = "k".repeat(300_000).getBytes(UTF_8);
        byte[] value = new byte[10_000_000];
        ContractViolation violation = new ContractViolation(Reason.MALFORMED, "\u20AC".repeat(1_000_000));

        DeadLetter deadLetter = DeadLetter.of(violation, "target.events", 3, 77, "scoring-job", key, value);

        assertThat(size(deadLetter)).isLessThan(Topic.MAX_RECORD_BYTES - (1 << 14));
        assertThat(deadLetter.key()).hasSize(1_024);
        assertThat(deadLetter.value()).hasSize(1_024);
        assertThat(new String(deadLetter.headers().get(DeadLetter.TRUNCATED), UTF_8))
                .startsWith("key: 300000 bytes, SHA-256 ")
                .contains("; value: 10000000 bytes, SHA-256 ");
    }

    @Test
    void deadLetterOfUsualSize_isComplete() {
        byte[] value = new byte[DeadLetter.MAX_VALUE_BYTES];
        ContractViolation violation = new ContractViolation(Reason.MALFORMED, "\u20AC".repeat(1_000_000));

        DeadLetter deadLetter = DeadLetter.of(violation, "target.events", 3, 77, "scoring-job", new byte[1_024], value);

        assertThat(deadLetter.value()).isEqualTo(value);
        assertThat(deadLetter.headers()).doesNotContainKey(DeadLetter.TRUNCATED);
        assertThat(size(deadLetter)).isLessThan(Topic.MAX_RECORD_BYTES - (1 << 14));
    }

    @Test
    void invalidReleaseUnderAnyKey_canBeReported() {
        for (String key : new String[] {"", " ", "x\r\ny", "k".repeat(300_000), "\u202E"}) {
            ReleaseVerification verification = SignedRelease.fromRecord(
                            key.getBytes(UTF_8), "junk".getBytes(UTF_8), name -> null)
                    .verify(KEYS, NOW);

            assertThat(((ReleaseVerification.Invalid) verification)
                            .rolloutStatus("consumer", NOW)
                            .domain())
                    .hasSizeLessThanOrEqualTo(255)
                    .doesNotContain("\n", "\u202E");
        }
    }

    private static int size(DeadLetter deadLetter) {
        int headers = deadLetter.headers().entrySet().stream()
                .mapToInt((Map.Entry<String, byte[]> header) -> header.getKey().length() + header.getValue().length)
                .sum();
        return deadLetter.key().length + deadLetter.value().length + headers;
    }

    private static void assertInvalid(Reason reason, DecodeResult<?> decoded) {
        assertThat(decoded).isInstanceOfSatisfying(DecodeResult.Invalid.class, invalid -> assertThat(
                        invalid.violation().category())
                .isEqualTo(reason));
    }

    private static DecodeResult<FeatureEvent> decode(byte[] key, byte[] value) {
        return EventStream.TARGET.decode(key, value, CONTRACT, NOW);
    }

    private static byte[] encode(String id, String domain) {
        return Topics.TARGET_EVENTS
                .codec()
                .encode(new FeatureEvent(id, domain, NOW, Tensor.vector(1, 2), Optional.empty()));
    }

    private static RolloutStatus status(String domain) {
        return new RolloutStatus("consumer", domain, 2, RolloutStatus.State.ACTIVE, 1_000, "", false, NOW);
    }

    private static byte[] withHeader(Topic<?> topic, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(AvroHeader.of(
                SchemaNormalization.parsingFingerprint64(topic.codec().schema())));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static byte[] varint(long value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        out.writeLong(value);
        return bytes.toByteArray();
    }
}
