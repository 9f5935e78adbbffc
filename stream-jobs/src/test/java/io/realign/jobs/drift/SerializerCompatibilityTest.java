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

/** A file holds what a checkpoint does of a value: the snapshot of its serialiser, then the value. */
class SerializerCompatibilityTest {
    private static final Path FROZEN = Path.of("src/test/resources/frozen/state");
    private static final String HOW =
            "state is written as never before; if that is meant, keep its bytes once with -Drealign.freeze=true";

    static Stream<Sample<?>> samples() {
        return StateSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void frozenState_isStillRead_andStillWritten(Sample<T> sample) throws IOException {
        Path folder = FROZEN.resolve(sample.name());
        byte[] today = snapshotAndValue(sample);
        Path file = folder.resolve("%d-%08x.bin"
                .formatted(sample.serializer().snapshotConfiguration().getCurrentVersion(), Arrays.hashCode(today)));
        if (Boolean.getBoolean("realign.freeze")) {
            Files.createDirectories(folder);
            Files.write(file, today);
        }

        assertThat(file).as(HOW).exists();
        for (Path frozen : files(folder)) {
            assertThat(value(sample.serializer(), read(sample.serializer(), Files.readAllBytes(frozen))))
                    .as(frozen.toString())
                    .isEqualTo(value(sample.serializer(), sample.value()));
        }
    }

    private static <T> T read(TypeSerializer<T> today, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        TypeSerializerSnapshot<T> old =
                TypeSerializerSnapshot.readVersionedSnapshot(in, SerializerCompatibilityTest.class.getClassLoader());
        assertThat(today.snapshotConfiguration().resolveSchemaCompatibility(old).isIncompatible())
                .isFalse();
        T value = old.restoreSerializer().deserialize(in);
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

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
