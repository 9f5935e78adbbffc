package io.realign.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Rejection.Reason;
import io.realign.event.Tensor;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Intake;
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

class ArrivalTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventContract CONTRACT = new EventContract(2, List.of("a", "b"), Duration.ofHours(1));
    private static final byte[] OVEN = "oven".getBytes(UTF_8);

    private final ArrivalSerializer serializer = new ArrivalSerializer();

    @Test
    void goodRecord_becomesAnEventWithItsPlace_andSurvivesACheckpoint() throws IOException {
        FeatureEvent event = event("oven", NOW, Optional.of("a"), 1, 2);

        Arrival arrival = arrive(Intake.SOURCE, OVEN, bytes(event));

        assertThat(arrival).isInstanceOfSatisfying(Arrival.Accepted.class, accepted -> {
            assertThat(accepted.event().event()).isEqualTo(event);
            assertThat(accepted.event().at()).hasToString("source.events-3[77,78)");
        });
        assertThat(Bytes.through(serializer, arrival)).isEqualTo(arrival);
    }

    @Test
    void badRecord_keepsItsBytesPlaceAndReason_andSurvivesACheckpoint() throws IOException {
        byte[] cut = Arrays.copyOf(bytes(event("oven", NOW, Optional.of("a"), 1, 2)), 20);

        Arrival arrival = Bytes.through(serializer, arrive(Intake.SOURCE, null, cut));

        assertThat(arrival).isInstanceOfSatisfying(Arrival.Refused.class, refused -> {
            DeadLetter letter = refused.letter();
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

        assertThat(reason(arrive(Intake.SOURCE, OVEN, unlabelled))).isEqualTo(Reason.UNKNOWN_LABEL);
        assertThat(reason(arrive(Intake.TARGET, OVEN, labelled))).isEqualTo(Reason.LABELLED_TARGET);
        assertThat(arrive(Intake.TARGET, OVEN, unlabelled)).isInstanceOf(Arrival.Accepted.class);
    }

    @Test
    void record_isRefused_whenItsKeyNamesAnotherDomain_orItsTimeLiesAhead() {
        byte[] good = bytes(event("oven", NOW, Optional.empty(), 1, 2));
        byte[] future = bytes(event("oven", NOW.plus(Duration.ofHours(2)), Optional.empty(), 1, 2));

        assertThat(reason(arrive(Intake.TARGET, "kiln".getBytes(UTF_8), good))).isEqualTo(Reason.WRONG_DOMAIN);
        assertThat(reason(arrive(Intake.TARGET, OVEN, future))).isEqualTo(Reason.FUTURE_TIME);
        assertThat(reason(arrive(Intake.TARGET, OVEN, null))).isEqualTo(Reason.MALFORMED);
    }

    private static Reason reason(Arrival arrival) {
        return ((Arrival.Refused) arrival).letter().rejection().reason();
    }

    private static Arrival arrive(Intake intake, byte[] key, byte[] value) {
        ArrivalDeserializer deserializer =
                new ArrivalDeserializer(intake, CONTRACT, "test-job", Clock.fixed(NOW, ZoneOffset.UTC));
        List<Arrival> arrivals = new ArrayList<>();
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
