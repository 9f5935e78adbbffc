package io.realign.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.ContractViolation.Reason;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.jobs.state.SerializerRoundTrip;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.EventStream;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IncomingRecordTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventContract CONTRACT = new EventContract(2, List.of("a", "b"), Duration.ofHours(1));
    private static final byte[] OVEN = "oven".getBytes(UTF_8);

    private final IncomingRecordSerializer serializer = new IncomingRecordSerializer();

    @Test
    void validRecord_givesTheEventWithItsOffset_andSurvivesACheckpoint() throws IOException {
        FeatureEvent event = event("oven", NOW, Optional.of("a"), 1, 2);

        IncomingRecord record = read(EventStream.SOURCE, OVEN, bytes(event));

        assertThat(record).isInstanceOfSatisfying(IncomingRecord.Valid.class, valid -> {
            assertThat(valid.event().event()).isEqualTo(event);
            assertThat(valid.event().offsets()).hasToString("source.events-3[77,78)");
        });
        assertThat(SerializerRoundTrip.roundTrip(serializer, record)).isEqualTo(record);
    }

    @Test
    void invalidRecord_givesADeadLetterWithBytesOffsetAndReason_andSurvivesACheckpoint() throws IOException {
        byte[] truncated = Arrays.copyOf(bytes(event("oven", NOW, Optional.of("a"), 1, 2)), 20);

        IncomingRecord record = SerializerRoundTrip.roundTrip(serializer, read(EventStream.SOURCE, null, truncated));

        assertThat(record).isInstanceOfSatisfying(IncomingRecord.Invalid.class, invalid -> {
            DeadLetter deadLetter = invalid.deadLetter();
            assertThat(deadLetter.value()).isEqualTo(truncated);
            assertThat(deadLetter.key()).isNull();
            assertThat(deadLetter.topic()).isEqualTo("source.events");
            assertThat(deadLetter.partition()).isEqualTo(3);
            assertThat(deadLetter.offset()).isEqualTo(77);
            assertThat(deadLetter.rejectedBy()).isEqualTo("test-job");
            assertThat(deadLetter.violation().category()).isEqualTo(Reason.MALFORMED);
        });
    }

    @Test
    void labelRule_dependsOnTheStream() {
        byte[] labelled = bytes(event("oven", NOW, Optional.of("a"), 1, 2));
        byte[] unlabelled = bytes(event("oven", NOW, Optional.empty(), 1, 2));

        assertThat(reason(read(EventStream.SOURCE, OVEN, unlabelled))).isEqualTo(Reason.UNKNOWN_LABEL);
        assertThat(reason(read(EventStream.TARGET, OVEN, labelled))).isEqualTo(Reason.LABELLED_TARGET);
        assertThat(read(EventStream.TARGET, OVEN, unlabelled)).isInstanceOf(IncomingRecord.Valid.class);
    }

    @Test
    void wrongKeyOrFutureTimeOrTombstone_isInvalid() {
        byte[] validEvent = bytes(event("oven", NOW, Optional.empty(), 1, 2));
        byte[] future = bytes(event("oven", NOW.plus(Duration.ofHours(2)), Optional.empty(), 1, 2));

        assertThat(reason(read(EventStream.TARGET, "kiln".getBytes(UTF_8), validEvent)))
                .isEqualTo(Reason.WRONG_DOMAIN);
        assertThat(reason(read(EventStream.TARGET, OVEN, future))).isEqualTo(Reason.FUTURE_TIME);
        assertThat(reason(read(EventStream.TARGET, OVEN, null))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void recordOnWhichTheDecoderFails_isInvalid() {
        byte[] event = bytes(event("oven", NOW, Optional.empty(), 1, 2));

        IncomingRecord record = IncomingRecord.decode(
                new ConsumerRecord<>("target.events", 3, 77, OVEN, event),
                EventStream.TARGET,
                CONTRACT,
                "test-job",
                Instant.MAX);

        assertThat(reason(record)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void messageOnWhichTheDecoderFails_isSkipped() {
        RecordReader<String> reader = new RecordReader<>(Types.STRING, record -> {
            throw new IllegalStateException("offset " + record.offset());
        });
        List<String> messages = new ArrayList<>();

        reader.deserialize(new ConsumerRecord<>("adaptations", 0, 5, null, new byte[0]), new ListCollector<>(messages));

        assertThat(messages).isEmpty();
    }

    private static Reason reason(IncomingRecord record) {
        return ((IncomingRecord.Invalid) record).deadLetter().violation().category();
    }

    private static IncomingRecord read(EventStream stream, byte[] key, byte[] value) {
        return IncomingRecord.decode(
                new ConsumerRecord<>(stream.topic().name(), 3, 77, key, value), stream, CONTRACT, "test-job", NOW);
    }

    private static byte[] bytes(FeatureEvent event) {
        return Topics.TARGET_EVENTS.codec().encode(event);
    }

    private static FeatureEvent event(String domain, Instant time, Optional<String> label, float... values) {
        return new FeatureEvent("e1", domain, time, Tensor.vector(values), label);
    }
}
