package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.distance.Clouds;
import io.realign.learning.network.Answers;
import org.junit.jupiter.api.Test;

class FeatureViewTest {
    private static final Clouds WORLD = Clouds.standard(3);
    private static final float[][] SOURCE = WORLD.rows(60, 1).features();
    private static final float[][] TARGET = WORLD.rows(90, 2).features();

    /** By a model whose features are the inputs, those of one side moved, and that takes a row for 1 if its first is positive. */
    private static Answers answers(float[][] rows, float moved) {
        float[][] probabilities = new float[rows.length][];
        float[][] embedding = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            probabilities[row] = rows[row][0] > 0 ? new float[] {0, 1} : new float[] {1, 0};
            embedding[row] = rows[row].clone();
            embedding[row][1] += moved;
        }
        return new Answers(probabilities, embedding);
    }

    @Test
    void pointsAreTheSameRows_whicheverModelIsAsked() {
        FeatureView before = FeatureView.of(answers(SOURCE, 0), answers(TARGET, 6), 4);
        FeatureView after = FeatureView.of(answers(SOURCE, 0), answers(TARGET, 0), 4);

        assertThat(after.map().rows()).containsExactly(before.map().rows());
        assertThat(after.map().first()).isEqualTo(SOURCE.length);
    }

    @Test
    void classes_areThoseOfTheRowsOfThePoints() {
        FeatureView view = FeatureView.of(answers(SOURCE, 0), answers(TARGET, 0), 4);

        for (int point = 0; point < view.classes().length; point++) {
            float[] row =
                    (point < view.map().first() ? SOURCE : TARGET)[view.map().rows()[point]];
            assertThat(view.classes()[point]).isEqualTo(row[0] > 0 ? 1 : 0);
        }
    }

    @Test
    void distance_isRealWhereFeaturesLieApart_andChanceWhereTheyDoNot() {
        assertThat(FeatureView.of(answers(SOURCE, 0), answers(TARGET, 6), 4)
                        .mmd2()
                        .real())
                .isTrue();
        assertThat(FeatureView.of(answers(SOURCE, 0), answers(TARGET, 0), 4)
                        .mmd2()
                        .real())
                .isFalse();
    }
}
