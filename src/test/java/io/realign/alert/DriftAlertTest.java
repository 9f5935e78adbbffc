package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.testing.AlertBuilder;
import io.realign.window.DriftWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftAlertTest {
    private static final FeatureShift SHIFT = new FeatureShift(0, 0.1, -2, 1, false);

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("sequenceNumber: expected 1 or more, got 0", () -> alert(0, DriftWindow.RAW, 2, List.of())),
                wrong("'cooked'", () -> alert(1, "cooked", 2, List.of())),
                wrong(
                        "score: expected a finite number, got NaN",
                        () -> alert(1, DriftWindow.RAW, Double.NaN, List.of())),
                wrong(
                        "featureShifts: expected 0 to 10, got 11",
                        () -> alert(1, DriftWindow.RAW, 2, Collections.nCopies(11, SHIFT))),
                wrong("statistic: expected one of", () -> new AlertBuilder("oven", 1).statisticName("cooked")),
                wrong("got -1", () -> new FeatureShift(-1, 0.1, 0, 0, false)),
                wrong("got 1.1", () -> new FeatureShift(0, 1.1, 0, 0, false)),
                wrong(
                        "varianceZ: expected a finite number, got Infinity",
                        () -> new FeatureShift(0, 0.1, 0, Double.POSITIVE_INFINITY, false)),
                wrong("got NaN", () -> new ClassShift(Double.NaN, 0.5, List.of())),
                wrong("pValue", () -> new ClassShift(0.5, -0.1, List.of())),
                wrong("class 'a'", () -> new ClassShare("a", 0.5, 1.5)),
                wrong("arl: expected 0 or more, got -1", () -> threshold(-1, 4, 0, 0, "")),
                wrong("threshold: expected a finite number, got NaN", () -> threshold(1000, Double.NaN, 0, 0, "")),
                wrong("minArl: expected 0 or more, got -1", () -> threshold(1000, 4, -1, 0, "")),
                wrong("maxArl: expected 700 or more, got 600", () -> threshold(1000, 4, 700, 600, "")),
                wrong(
                        "notCalibrated: expected at most 500 printable characters, got 501",
                        () -> threshold(1000, 4, 700, 1420, "x".repeat(501))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void invalidValue_throwsWithName(String named, ThrowingCallable making) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(named);
    }

    @Test
    void featureShifts_areCopied() {
        List<FeatureShift> features = new ArrayList<>(List.of(SHIFT));
        DriftAlert alert = alert(1, DriftWindow.RAW, 2, features);

        features.clear();

        assertThat(alert.featureShifts()).containsExactly(SHIFT);
    }

    private static CalibratedThreshold threshold(
            double arl, double threshold, double minArl, double maxArl, String notCalibrated) {
        return new CalibratedThreshold(arl, threshold, 0.1, 7, minArl, maxArl, notCalibrated);
    }

    private static Arguments wrong(String named, ThrowingCallable making) {
        return Arguments.of(named, making);
    }

    private static DriftAlert alert(int sequenceNumber, String channel, double score, List<FeatureShift> features) {
        return new AlertBuilder("oven", sequenceNumber)
                .id("a")
                .channel(channel)
                .score(score)
                .window(64, List.of())
                .featureShifts(features)
                .build();
    }
}
