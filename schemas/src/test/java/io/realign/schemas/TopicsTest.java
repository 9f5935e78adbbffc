package io.realign.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.ContractViolation.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
    private static final Path FROZEN = Path.of("src/test/resources/frozen");
    private static final Path SCHEMAS = Path.of("src/main/resources/io/realign/schemas");

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void message_roundTrips(Topic<T> topic) {
        T sample = Samples.of(topic);
        assertThat(topic.codec().decode(topic.codec().encode(sample))).isEqualTo(new DecodeResult.Valid<>(sample));
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void frozenBytes_areReadable_andReproducible(Topic<T> topic) throws IOException {
        Path folder = FROZEN.resolve(topic.name());
        if (Boolean.getBoolean("realign.freeze")) {
            freeze(topic, folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            topic.codec().decode(read(file)))
                    .as(file.toString())
                    .isEqualTo(new DecodeResult.Valid<>(Samples.of(topic))));
        }
        assertThat(topic.codec().encode(Samples.of(topic)))
                .isEqualTo(read(folder.resolve(fingerprint(topic) + ".bin")));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void currentSchema_isInTheHistory(Topic<?> topic) {
        Schema schema = topic.codec().schema();
        assertThat(new SchemaHistory(schema.getFullName())
                        .findByFingerprint(SchemaNormalization.parsingFingerprint64(schema)))
                .as(
                        "the schema has changed: run this test once with -Drealign.freeze=true to write its history and frozen bytes")
                .isEqualTo(schema);
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void truncatedBytes_areInvalid_atEveryLength(Topic<T> topic) {
        byte[] whole = topic.codec().encode(Samples.of(topic));
        for (int length = 0; length < whole.length; length++) {
            assertThat(topic.codec().decode(Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(DecodeResult.Invalid.class);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void unknownFingerprint_isInvalid(Topic<T> topic) {
        byte[] bytes = topic.codec().encode(Samples.of(topic));
        bytes[5] ^= 1;
        assertThat(topic.codec().decode(bytes))
                .isInstanceOfSatisfying(
                        DecodeResult.Invalid.class,
                        invalid -> assertThat(invalid.violation().category()).isEqualTo(Reason.UNKNOWN_SCHEMA));
    }

    private static String fingerprint(Topic<?> topic) {
        return "%016x"
                .formatted(
                        SchemaNormalization.parsingFingerprint64(topic.codec().schema()));
    }

    /** Stores the bytes of this version as a regression test for later versions. */
    private static <T> void freeze(Topic<T> topic, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(fingerprint(topic) + ".bin"), topic.codec().encode(Samples.of(topic)));
        Schema schema = topic.codec().schema();
        Path history = SCHEMAS.resolve(
                SchemaHistory.resourcePath(schema.getFullName(), SchemaNormalization.parsingFingerprint64(schema)));
        Files.createDirectories(history.getParent());
        Files.writeString(history, SchemaFormatter.format("json/pretty", schema) + "\n");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(
                    "cannot read the frozen bytes: run this test once with -Drealign.freeze=true to write them", e);
        }
    }
}
