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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IncomingRecordTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventContract CONTRACT = new EventContract(2, List.of("a", "b"), Duration.ofHours(1));
    private static final byte[] OVEN = "oven".getBytes(UTF_8);

    private final IncomingRecordSerializer serializer = new IncomingRecordSerializer();

    @Test
    void goodRecord_becomesAnEventWithItsPlace_andSurvivesACheckpoint() throws IOException {
        FeatureEvent event = event("oven", NOW, Optional.of("a"), 1, 2);

        IncomingRecord arrival = arrive(EventStream.SOURCE, OVEN, bytes(event));

        assertThat(arrival).isInstanceOfSatisfying(IncomingRecord.Valid.class, accepted -> {
            assertThat(accepted.event().event()).isEqualTo(event);
            assertThat(accepted.event().offsets()).hasToString("source.events-3[77,78)");
        });
        assertThat(SerializerRoundTrip.roundTrip(serializer, arrival)).isEqualTo(arrival);
    }

    @Test
    void badRecord_keepsItsBytesPlaceAndReason_andSurvivesACheckpoint() throws IOException {
        byte[] cut = Arrays.copyOf(bytes(event("oven", NOW, Optional.of("a"), 1, 2)), 20);

        IncomingRecord arrival = SerializerRoundTrip.roundTrip(serializer, arrive(EventStream.SOURCE, null, cut));

        assertThat(arrival).isInstanceOfSatisfying(IncomingRecord.Invalid.class, refused -> {
            DeadLetter letter = refused.deadLetter();
            assertThat(letter.value()).isEqualTo(cut);
            assertThat(letter.key()).isNull();
            assertThat(letter.topic()).isEqualTo("source.events");
            assertThat(letter.partition()).isEqualTo(3);
            assertThat(letter.offset()).isEqualTo(77);
            assertThat(letter.stage()).isEqualTo("test-job");
            assertThat(letter.rejection().reason()).isEqualTo(Reason.MALFORMED);
        });
    }

    @Test
    void contract_isThatOfTheSideThatTheRecordCameInBy() {
        byte[] labelled = bytes(event("oven", NOW, Optional.of("a"), 1, 2));
        byte[] unlabelled = bytes(event("oven", NOW, Optional.empty(), 1, 2));

        assertThat(reason(arrive(EventStream.SOURCE, OVEN, unlabelled))).isEqualTo(Reason.UNKNOWN_LABEL);
        assertThat(reason(arrive(EventStream.TARGET, OVEN, labelled))).isEqualTo(Reason.LABELLED_TARGET);
        assertThat(arrive(EventStream.TARGET, OVEN, unlabelled)).isInstanceOf(IncomingRecord.Valid.class);
    }

    @Test
    void record_isRefused_whenItsKeyNamesAnotherDomain_orItsTimeLiesAhead() {
        byte[] good = bytes(event("oven", NOW, Optional.empty(), 1, 2));
        byte[] future = bytes(event("oven", NOW.plus(Duration.ofHours(2)), Optional.empty(), 1, 2));

        assertThat(reason(arrive(EventStream.TARGET, "kiln".getBytes(UTF_8), good)))
                .isEqualTo(Reason.WRONG_DOMAIN);
        assertThat(reason(arrive(EventStream.TARGET, OVEN, future))).isEqualTo(Reason.FUTURE_TIME);
        assertThat(reason(arrive(EventStream.TARGET, OVEN, null))).isEqualTo(Reason.MALFORMED);
    }

    private static Reason reason(IncomingRecord arrival) {
        return ((IncomingRecord.Invalid) arrival).deadLetter().rejection().reason();
    }

    private static IncomingRecord arrive(EventStream intake, byte[] key, byte[] value) {
        IncomingRecordDeserializationSchema deserializer =
                new IncomingRecordDeserializationSchema(intake, CONTRACT, "test-job", Clock.fixed(NOW, ZoneOffset.UTC));
        List<IncomingRecord> arrivals = new ArrayList<>();
        deserializer.deserialize(
                new ConsumerRecord<>(intake.topic().name(), 3, 77, key, value), new ListCollector<>(arrivals));
        assertThat(arrivals).hasSize(1);
        return arrivals.get(0);
    }

    private static byte[] bytes(FeatureEvent event) {
        return Topics.TARGET_EVENTS.codec().encode(event);
    }

    private static FeatureEvent event(String domain, Instant time, Optional<String> label, float... values) {
        return new FeatureEvent("e1", domain, time, Tensor.vector(values), label);
    }
}
