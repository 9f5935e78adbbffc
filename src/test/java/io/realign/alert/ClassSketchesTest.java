package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.LocatedEvent;
import io.realign.window.FeatureMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two classes differ in the first feature; its sign is the predicted class. */
class ClassSketchesTest {
    private static final FeatureMap MAP = FittedReference.fit(
                    events(new GaussianStream(9), new Random(9), 600, 0.5, 0), 256, new ThresholdCalibrator(1000, 1), 1)
            .featureMap();

    private final Random random = new Random(1);
    private final GaussianStream stream = new GaussianStream(1);

    @Test
    void labelShift_isExplained() {
        ClassShift shift = classes(1000, 0.5, 0).shiftTo(classes(128, 0.85, 0), 7);

        assertThat(shift.explainedFraction()).isGreaterThan(0.9);
        assertThat(shift.pValue()).isLessThanOrEqualTo(0.001);
        assertThat(shift.classes()).extracting(ClassShare::label).containsExactly("left", "right");
        assertThat(shift.classes().get(1).referenceShare()).isCloseTo(0.5, within(0.1));
        assertThat(shift.classes().get(1).windowShare()).isCloseTo(0.85, within(0.1));
    }

    @Test
    void covariateShift_isNotExplained() {
        ClassShift shift = classes(1000, 0.5, 0).shiftTo(classes(128, 0.5, 1.2), 7);

        assertThat(shift.explainedFraction()).isLessThan(0.1);
        assertThat(shift.pValue()).isGreaterThan(0.05);
    }

    @Test
    void bothShifts_arePartlyExplained() {
        ClassShift shift = classes(1000, 0.5, 0).shiftTo(classes(128, 0.85, 0.6), 7);

        assertThat(shift.explainedFraction()).isBetween(0.2, 0.8);
        assertThat(shift.pValue()).isLessThanOrEqualTo(0.001);
    }

    @Test
    void shortReference_explainsLabelShiftOnAverage() {
        double sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += classes(128, 0.5, 0).shiftTo(classes(128, 0.9, 0), 7).explainedFraction();
        }

        assertThat(sum / 20).isGreaterThan(0.9);
    }

    @Test
    void noShift_explainsNothingAndLowPValuesAreRare() {
        int explained = 0;
        int low = 0;
        for (int i = 0; i < 100; i++) {
            ClassShift shift = classes(200, 0.9, 0).shiftTo(classes(32, 0.9, 0), i);
            explained += shift.explainedFraction() > 0 ? 1 : 0;
            low += shift.pValue() <= 0.05 ? 1 : 0;
        }

        assertThat(explained).isLessThan(15);
        assertThat(low).isLessThan(11);
    }

    @Test
    void unseenClass_explainsNothing() {
        List<LocatedEvent> events = events(128, 0.9, 0);
        ClassSketches window = ClassSketches.of(
                "r", MAP, events, events.stream().map(event -> "new").toList());

        ClassShift shift = classes(1000, 0.5, 0).shiftTo(window, 7);

        assertThat(shift.explainedFraction()).isLessThan(0.05);
        assertThat(shift.pValue()).isLessThanOrEqualTo(0.001);
        assertThat(shift.classes()).extracting(ClassShare::label).containsExactly("left", "new", "right");
    }

    @Test
    void partlyUnseenClass_keepsExplainedFraction() {
        List<LocatedEvent> events = events(256, 0.85, 0);
        List<String> labels = new ArrayList<>(predicted(events));
        for (int i = 0; i < labels.size(); i += 4) {
            labels.set(i, "new");
        }

        ClassShift shift = classes(1000, 0.5, 0).shiftTo(ClassSketches.of("r", MAP, events, labels), 7);

        assertThat(shift.explainedFraction()).isBetween(0.8, 0.99);
    }

    @Test
    void classWithOneEvent_isSupported() {
        List<LocatedEvent> events = events(64, 0.5, 0);
        List<String> labels = new ArrayList<>(predicted(events));
        labels.set(0, "rare");
        ClassSketches reference = ClassSketches.of("r", MAP, events, labels);

        ClassShift shift = reference.shiftTo(reference, 7);

        assertThat(shift.explainedFraction()).isZero();
        assertThat(shift.pValue()).isGreaterThan(0.5);
    }

    @Test
    void sameSeed_givesSamePValue() {
        ClassSketches reference = classes(200, 0.5, 0);
        ClassSketches window = classes(64, 0.6, 0);

        assertThat(reference.shiftTo(window, 3)).isEqualTo(reference.shiftTo(window, 3));
    }

    @Test
    void shiftTo_otherRelease_throws() {
        List<LocatedEvent> events = events(64, 0.5, 0);
        ClassSketches other = ClassSketches.of("other", MAP, events, predicted(events));

        assertThatThrownBy(() -> classes(64, 0.5, 0).shiftTo(other, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("release r");
    }

    private ClassSketches classes(int count, double right, double alertEvents) {
        List<LocatedEvent> events = events(count, right, alertEvents);
        return ClassSketches.of("r", MAP, events, predicted(events));
    }

    private static List<String> predicted(List<LocatedEvent> events) {
        return events.stream()
                .map(event -> event.event().features().values()[0] > 0 ? "right" : "left")
                .toList();
    }

    private List<LocatedEvent> events(int count, double right, double alertEvents) {
        return events(stream, random, count, right, alertEvents);
    }

    /** Events of which a share is of the right class; another feature can be shifted. */
    private static List<LocatedEvent> events(
            GaussianStream stream, Random random, int count, double right, double alertEvents) {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] row = stream.row(0);
            row[0] = (float) (row[0] * 0.5 + (random.nextDouble() < right ? 2 : -2));
            row[2] += (float) alertEvents;
            events.add(stream.event(row));
        }
        return events;
    }
}
