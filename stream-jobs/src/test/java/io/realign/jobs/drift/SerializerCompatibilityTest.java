package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.jobs.drift.StateSamples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file contains the checkpointed bytes of a value: the serializer snapshot, then the value. */
class SerializerCompatibilityTest {
    private static final Path RECORDED = Path.of("src/test/resources/compatibility/serializers");
    private static final String MISSING_FILE =
            "the state format has changed; if the change is intended, record it once with -Drealign.freeze=true";

    static Stream<Sample<?>> samples() {
        return StateSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void recordedState_isRead_andWrittenUnchanged(Sample<T> sample) throws IOException {
        Path directory = RECORDED.resolve(sample.name());
        byte[] current = snapshotAndValue(sample);
        Path file = directory.resolve("%d-%08x.bin"
                .formatted(sample.serializer().snapshotConfiguration().getCurrentVersion(), Arrays.hashCode(current)));
        if (Boolean.getBoolean("realign.freeze")) {
            Files.createDirectories(directory);
            Files.write(file, current);
        }

        assertThat(file).as(MISSING_FILE).exists();
        for (Path recorded : files(directory)) {
            assertThat(value(sample.serializer(), read(sample.serializer(), Files.readAllBytes(recorded))))
                    .as(recorded.toString())
                    .isEqualTo(value(sample.serializer(), sample.value()));
        }
    }

    private static <T> T read(TypeSerializer<T> current, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        TypeSerializerSnapshot<T> restored =
                TypeSerializerSnapshot.readVersionedSnapshot(in, SerializerCompatibilityTest.class.getClassLoader());
        assertThat(current.snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isIncompatible())
                .isFalse();
        T value = restored.restoreSerializer().deserialize(in);
        assertThat(in.available()).isZero();
        return value;
    }

    private static <T> byte[] snapshotAndValue(Sample<T> sample) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, sample.serializer().snapshotConfiguration());
        sample.serializer().serialize(sample.value(), out);
        return out.getCopyOfBuffer();
    }

    private static <T> byte[] value(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
