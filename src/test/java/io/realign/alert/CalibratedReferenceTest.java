package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.MixedStream.Change;
import io.realign.window.FeatureMap;
import io.realign.window.Whitening;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedReferenceTest {
    private static final FittedReference FITTED = new MixedStream(1).fit(1000, 1000);
    private static final CalibratedReference REFERENCE = FITTED.calibratedReference();
    private static final FeatureMap MAP = FITTED.featureMap();

    @ParameterizedTest
    @ValueSource(ints = {32, 128, 400})
    void zScore_withoutDrift_hasTheTailOfBothStatistics(int length) {
        int windows = 400;
        int exceeded = 0;
        MixedStream stream = new MixedStream(2);
        for (int window = 0; window < windows; window++) {
            exceeded += zScore(stream, Change.NONE, length, 1) > DomainComparison.RECOVERY_Z_SCORE ? 1 : 0;
        }

        assertThat((double) exceeded / windows).isBetween(0.01, 0.15);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALL_MEANS", "SHRUNK", "PAIRS"})
    void zScore_withDrift_isLarge(Change change) {
        assertThat(zScore(new MixedStream(3), change, 128, 1)).isGreaterThan(6);
    }

    @Test
    void zScore_ofDependentEvents_isSmaller() {
        assertThat(zScore(new MixedStream(4), Change.ALL_MEANS, 128, 3))
                .isPositive()
                .isLessThan(zScore(new MixedStream(4), Change.ALL_MEANS, 128, 1));
    }

    @Test
    void score_writesTheRankScores() {
        float[] raw = new MixedStream(5).row(Change.PAIRS);
        float[] row = MAP.map(raw);

        float scalar = REFERENCE.score(row, MAP);

        DriftThresholds thresholds = REFERENCE.thresholds();
        assertThat(scalar).isEqualTo(MAP.dependence(row));
        assertThat(row[MAP.dependenceScoreIndex()])
                .isEqualTo(thresholds.dependence().orElseThrow().ranks().score(scalar));
        assertThat(row[MAP.typicalityScoreIndex()])
                .isEqualTo(thresholds
                        .typicality()
                        .ranks()
                        .score(row[MAP.whitening().typicalityIndex()]));
        assertThat(REFERENCE.typicality().score(row)).isEqualTo(row[MAP.typicalityScoreIndex()]);
        assertThat(REFERENCE.dependence().orElseThrow().score(row)).isEqualTo(row[MAP.dependenceScoreIndex()]);
    }

    @Test
    void featuresBeginAtTheScaledFeatures() {
        assertThat(REFERENCE.features().indexInRow(0)).isEqualTo(MAP.scaledIndex());
        assertThat(REFERENCE.width()).isEqualTo(MAP.width());
    }

    private static double zScore(MixedStream stream, Change change, int length, double autocorrelationTime) {
        double[] sum = new double[MAP.width()];
        stream.rows(length, change).forEach(raw -> {
            float[] row = MAP.map(raw);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        });
        ConfirmationWindow window = new ConfirmationWindow(length, Map.of(Channel.RAW, sum), List.of());
        Whitening whitening = MAP.whitening();
        return window.zScore(Channel.RAW, REFERENCE, whitening, autocorrelationTime);
    }
}
