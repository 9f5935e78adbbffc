package io.realign.learning.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.Blobs;
import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaveOneSourceOutTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(7);

    private static NamedSource source(String name, SourceRows rows) {
        return new NamedSource(name, rows, 0);
    }

    /** The same features with each label shifted to the next class. */
    private static SourceRows renamed(SourceRows rows) {
        int[] labels = Arrays.stream(rows.labels())
                .map(label -> (label + 1) % rows.classCount())
                .toArray();
        return new SourceRows(rows.features(), labels, rows.classCount());
    }

    @Test
    void sourceWithContradictingLabels_isReportedWithItsFigures() {
        SourceAgreement consensus = LeaveOneSourceOut.check(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", renamed(WORLD.rows(300, 2))),
                        source("c", WORLD.rows(300, 3))),
                5);

        assertThat(consensus.outliers()).extracting(LabelConflict::name).containsExactly("b");
        assertThat(consensus.conflicts().get(0).ownAccuracy()).isGreaterThan(.7);
        assertThat(consensus.conflicts().get(0).othersAccuracy()).isLessThan(.3);
        assertThat(consensus.conflicts().get(0).message())
                .startsWith("b: a classifier trained on the other sources predicts");
    }

    @Test
    void sourceWithMovedFeatures_isReported() {
        SourceAgreement consensus = LeaveOneSourceOut.check(
                List.of(
                        source("turned", WORLD.rotated(Math.PI / 2).rows(300, 1)),
                        source("b", WORLD.rows(300, 2)),
                        source("c", WORLD.rows(300, 3))),
                5);

        assertThat(consensus.outliers()).extracting(LabelConflict::name).containsExactly("turned");
    }

    @Test
    void agreeingSources_areNotReported_whateverTheirScalesAndClassShares() {
        SourceAgreement consensus = LeaveOneSourceOut.check(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", WORLD.scaled(3, 10).rows(300, 2)),
                        source("c", WORLD.withClassShares(.4, .3, .2, .1).rows(300, 3))),
                5);

        assertThat(consensus.conflicts()).isEmpty();
    }

    @Test
    void twoContradictingSources_haveNoOutlier() {
        SourceAgreement consensus = LeaveOneSourceOut.check(
                List.of(source("a", WORLD.rows(300, 1)), source("b", renamed(WORLD.rows(300, 2)))), 5);

        assertThat(consensus.conflicts()).extracting(LabelConflict::name).containsExactly("a", "b");
        assertThat(consensus.agreeing()).isEmpty();
        assertThat(consensus.outliers()).isEmpty();
    }

    @Test
    void fiveSources_canHaveTwoOutliers() {
        SourceAgreement consensus = LeaveOneSourceOut.check(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", renamed(WORLD.rows(300, 2))),
                        source("c", WORLD.rows(300, 3)),
                        source("d", WORLD.rotated(Math.PI / 2).rows(300, 4)),
                        source("e", WORLD.rows(300, 5))),
                5);

        assertThat(consensus.outliers()).extracting(LabelConflict::name).containsExactlyInAnyOrder("b", "d");
        assertThat(consensus.agreeing()).containsExactly("a", "c", "e");
    }

    @Test
    void singleSource_hasNoConflict() {
        assertThat(LeaveOneSourceOut.check(List.of(source("a", WORLD.rows(100, 1))), 5))
                .isEqualTo(new SourceAgreement(List.of("a"), List.of()));
    }

    @Test
    void classOfOneSourceOnly_isNoConflict() {
        SourceAgreement consensus = LeaveOneSourceOut.check(
                List.of(
                        source("a", WORLD.withClassShares(.5, .5, 0, 0).rows(300, 1)),
                        source("b", WORLD.withClassShares(.4, .4, .2, 0).rows(300, 2)),
                        source("c", WORLD.withClassShares(.5, .5, 0, 0).rows(300, 3))),
                5);

        assertThat(consensus.conflicts()).isEmpty();
    }

    @Test
    void rowsOrderedByClass_areEvaluatedLikeShuffledOnes() {
        Blobs blobs = new Blobs(5, 8, 4);

        SourceAgreement consensus = LeaveOneSourceOut.check(
                List.of(
                        source("a", blobs.rows(100)),
                        source("b", renamed(blobs.rows(100))),
                        source("c", blobs.rows(100))),
                5);

        assertThat(consensus.outliers()).extracting(LabelConflict::name).containsExactly("b");
    }
}
