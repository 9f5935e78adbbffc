package io.realign.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.DriftAlert;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MessageSerializerTest {
    private static final Path RECORDED = Path.of("../schemas/src/test/resources/frozen/drift.alerts");

    private final MessageSerializer<DriftAlert> alerts = new MessageSerializer<>(Topics.DRIFT_ALERTS);

    @Test
    void stateOfEverySchemaVersion_isRead() throws IOException {
        List<DriftAlert> read = recorded().stream().map(this::fromState).toList();

        assertThat(read).isNotEmpty().extracting(DriftAlert::id).containsOnly("a");
    }

    @Test
    void stateOfEverySchemaVersion_survivesARoundTrip() throws IOException {
        for (byte[] message : recorded()) {
            DriftAlert alert = fromState(message);
            assertThat(SerializerRoundTrip.roundTrip(alerts, alert)).isEqualTo(alert);
        }
    }

    private DriftAlert fromState(byte[] message) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(64);
            FieldCodec.writeBytes(message, out);
            return alerts.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An alert, encoded with each schema version. */
    private static List<byte[]> recorded() throws IOException {
        try (Stream<Path> files = Files.list(RECORDED)) {
            return files.map(MessageSerializerTest::read).toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
