package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.window.TimeDependence;
import io.realign.window.TimeDependence.Season;
import io.realign.window.TimeDependence.SlowChange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceResidualsTest {
    /** Twelve slots of five events, which follow each other every second. */
    private static final Season SEASON = new Season(Duration.ofMinutes(1), 12);

    private static final int PERIOD = 60;

    private final Random random = new Random(1);
    private int offset;

    @Test
    void seasonOfADomain_isRemoved_withoutItsFirstPeriod() {
        List<LocatedEvent> source = seasonal("a", 2000, 0);

        SourceResiduals residuals = SourceResiduals.of(source, SEASON);

        assertThat(residuals.events().get(0).event().id())
                .isEqualTo(source.get(PERIOD).event().id());
        assertThat(residuals.events()).hasSize(2000 - PERIOD);
        List<LocatedEvent> learnt = residuals.events().subList(500, 2000 - PERIOD);
        assertThat(mean(learnt)).isCloseTo(0, within(0.15));
        for (int phase = 0; phase < PERIOD; phase += 15) {
            int first = phase;
            assertThat(mean(learnt.stream()
                            .filter(event -> event.event().time().getEpochSecond() % PERIOD / 15 == first / 15)
                            .toList()))
                    .isCloseTo(0, within(0.3));
        }
    }

    @Test
    void residualEvents_keepIdTimeAndOffsets() {
        List<LocatedEvent> source = seasonal("a", 500, 0);

        LocatedEvent last = SourceResiduals.of(source, SEASON).events().get(500 - PERIOD - 1);

        LocatedEvent original = source.get(499);
        assertThat(last.event())
                .isEqualTo(original.event().unlabelledWith(last.event().features()));
        assertThat(last.offsets()).isEqualTo(original.offsets());
        assertThat(last.event().features()).isNotEqualTo(original.event().features());
    }

    @Test
    void residuals_dependOnTheLogOrderOfEachDomainOnly() throws IOException {
        List<LocatedEvent> a = seasonal("a", 400, 0);
        List<LocatedEvent> b = seasonal("b", 400, 5);
        List<LocatedEvent> together = new ArrayList<>(a);
        together.addAll(b);
        List<LocatedEvent> shuffled = new ArrayList<>(together);
        Collections.shuffle(shuffled, random);

        SourceResiduals residuals = SourceResiduals.of(together, SEASON);

        assertThat(SourceResiduals.of(shuffled, SEASON).events()).isEqualTo(residuals.events());
        assertThat(bytes(SourceResiduals.of(shuffled, SEASON).end())).isEqualTo(bytes(residuals.end()));
        assertThat(residuals.events())
                .containsAll(SourceResiduals.of(a, SEASON).events())
                .containsAll(SourceResiduals.of(b, SEASON).events());
    }

    @Test
    void targetDomain_continuesFromTheAverageOfTheSource() {
        List<LocatedEvent> source = seasonal("a", 1500, -1);
        offset = 0;
        source.addAll(seasonal("b", 1500, 1));
        EventResiduals domain = SourceResiduals.of(source, SEASON).end().copy();

        // The levels of the source domains differ by 2, so the average is the level of neither.
        LocatedEvent residual = domain.observe(seasonal("c", 1, 0).get(0)).orElseThrow();

        assertThat(Math.abs(residual.event().features().values()[0])).isLessThan(3);
    }

    @Test
    void slotWithoutSourceEvents_hasNoResidualForItsFirstEvent() {
        List<LocatedEvent> source = seasonal("a", 600, 0).stream()
                .filter(event -> event.event().time().getEpochSecond() % PERIOD >= 5)
                .toList();
        offset = 600;
        EventResiduals domain = SourceResiduals.of(source, SEASON).end().copy();

        List<LocatedEvent> events = seasonal("b", 2, 0);

        assertThat(domain.observe(events.get(0))).isEmpty();
        assertThat(domain.observe(events.get(1))).isPresent();
    }

    @Test
    void restoredResiduals_continueIdentically() throws IOException {
        for (TimeDependence dependence : List.of(SEASON, new SlowChange(30))) {
            EventResiduals residuals =
                    SourceResiduals.of(seasonal("a", 500, 0), dependence).end().copy();
            // The state is written within a visit of a slot.
            seasonal("a", 3, 0).forEach(residuals::observe);
            EventResiduals restored =
                    EventResiduals.read(new DataInputStream(new ByteArrayInputStream(bytes(residuals))));

            assertThat(restored.isComparable(residuals)).isTrue();
            for (LocatedEvent event : seasonal("a", 200, 0)) {
                assertThat(restored.observe(event)).isEqualTo(residuals.observe(event));
            }
            assertThat(bytes(restored)).isEqualTo(bytes(residuals));
        }
    }

    @Test
    void invalidState_isRejected() throws IOException {
        byte[] bytes = bytes(SourceResiduals.of(seasonal("a", 100, 0), SEASON).end());
        bytes[2 + "SEASON".length() + Long.BYTES] = 0x7f;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventResiduals.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .withMessageContaining("season-slots: expected 2 to 2000");
    }

    /** Normal values with a season of amplitude 5, one per second. */
    private List<LocatedEvent> seasonal(String domain, int count, double level) {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++, offset++) {
            double mean = level + 5 * Math.sin(2 * Math.PI * offset / PERIOD);
            events.add(new LocatedEvent(
                    new FeatureEvent(
                            domain + offset,
                            domain,
                            GaussianStream.START.plusSeconds(offset),
                            Tensor.vector((float) (mean + random.nextGaussian())),
                            Optional.empty()),
                    OffsetRange.of("source.events", domain.charAt(0) - 'a', offset)));
        }
        return events;
    }

    private static double mean(List<LocatedEvent> events) {
        return events.stream()
                .mapToDouble(event -> event.event().features().values()[0])
                .average()
                .orElseThrow();
    }

    private static byte[] bytes(EventResiduals residuals) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        residuals.write(new DataOutputStream(out));
        return out.toByteArray();
    }
}
