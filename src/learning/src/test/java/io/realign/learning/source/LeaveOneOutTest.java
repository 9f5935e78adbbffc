package io.realign.learning.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.Blobs;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.Clouds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
    private static final Clouds WORLD = Clouds.standard(7);

    private static NamedSource source(String name, SourceRows rows) {
        return new NamedSource(name, rows, 0);
    }

    /** The same features, each class named as the next one. */
    private static SourceRows renamed(SourceRows rows) {
        int[] labels = Arrays.stream(rows.labels())
                .map(label -> (label + 1) % rows.classes())
                .toArray();
        return new SourceRows(rows.features(), labels, rows.classes());
    }

    @Test
    void sourceWhoseLabelsContradictTheOthers_isNamedWithItsEvidence() {
        Consensus consensus = LeaveOneOut.of(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", renamed(WORLD.rows(300, 2))),
                        source("c", WORLD.rows(300, 3))),
                5);

        assertThat(consensus.outlying()).extracting(Conflict::name).containsExactly("b");
        assertThat(consensus.conflicts().get(0).own()).isGreaterThan(.7);
        assertThat(consensus.conflicts().get(0).others()).isLessThan(.3);
        assertThat(consensus.conflicts().get(0).evidence()).startsWith("b: learned from the other sources");
    }

    @Test
    void sourceWhoseFeaturesLieElsewhere_isNamed() {
        Consensus consensus = LeaveOneOut.of(
                List.of(
                        source("turned", WORLD.turned(Math.PI / 2).rows(300, 1)),
                        source("b", WORLD.rows(300, 2)),
                        source("c", WORLD.rows(300, 3))),
                5);

        assertThat(consensus.outlying()).extracting(Conflict::name).containsExactly("turned");
    }

    @Test
    void sourcesThatAgree_areNotNamed_howeverTheirScalesAndSharesDiffer() {
        Consensus consensus = LeaveOneOut.of(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", WORLD.scaled(3, 10).rows(300, 2)),
                        source("c", WORLD.mixed(.4, .3, .2, .1).rows(300, 3))),
                5);

        assertThat(consensus.conflicts()).isEmpty();
    }

    @Test
    void ofTwoThatContradictEachOther_neitherIsOutlying() {
        Consensus consensus =
                LeaveOneOut.of(List.of(source("a", WORLD.rows(300, 1)), source("b", renamed(WORLD.rows(300, 2)))), 5);

        assertThat(consensus.conflicts()).extracting(Conflict::name).containsExactly("a", "b");
        assertThat(consensus.agreeing()).isEmpty();
        assertThat(consensus.outlying()).isEmpty();
    }

    @Test
    void ofFive_twoMayBeOutlying() {
        Consensus consensus = LeaveOneOut.of(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", renamed(WORLD.rows(300, 2))),
                        source("c", WORLD.rows(300, 3)),
                        source("d", WORLD.turned(Math.PI / 2).rows(300, 4)),
                        source("e", WORLD.rows(300, 5))),
                5);

        assertThat(consensus.outlying()).extracting(Conflict::name).containsExactlyInAnyOrder("b", "d");
        assertThat(consensus.agreeing()).containsExactly("a", "c", "e");
    }

    @Test
    void oneSource_hasNobodyToContradict() {
        assertThat(LeaveOneOut.of(List.of(source("a", WORLD.rows(100, 1))), 5))
                .isEqualTo(new Consensus(List.of("a"), List.of()));
    }

    @Test
    void classThatOnlyOneSourceHas_isNoConflict() {
        Consensus consensus = LeaveOneOut.of(
                List.of(
                        source("a", WORLD.mixed(.5, .5, 0, 0).rows(300, 1)),
                        source("b", WORLD.mixed(.4, .4, .2, 0).rows(300, 2)),
                        source("c", WORLD.mixed(.5, .5, 0, 0).rows(300, 3))),
                5);

        assertThat(consensus.conflicts()).isEmpty();
    }

    @Test
    void rowsWithTheirClassesInTurn_areJudgedLikeShuffledOnes() {
        Blobs blobs = new Blobs(5, 8, 4);

        Consensus consensus = LeaveOneOut.of(
                List.of(
                        source("a", blobs.rows(100)),
                        source("b", renamed(blobs.rows(100))),
                        source("c", blobs.rows(100))),
                5);

        assertThat(consensus.outlying()).extracting(Conflict::name).containsExactly("b");
    }
}
