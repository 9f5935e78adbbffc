package io.realign.learning.source;

import static org.assertj.core.api.Assertions.assertThat;

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
        List<Conflict> conflicts = LeaveOneOut.conflicts(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", renamed(WORLD.rows(300, 2))),
                        source("c", WORLD.rows(300, 3))),
                5);

        assertThat(conflicts).extracting(Conflict::name).containsExactly("b");
        assertThat(conflicts.get(0).own()).isGreaterThan(.7);
        assertThat(conflicts.get(0).others()).isLessThan(.3);
        assertThat(conflicts.get(0).evidence()).startsWith("b: learned from the other sources");
    }

    @Test
    void sourceWhoseFeaturesLieElsewhere_isNamed() {
        List<Conflict> conflicts = LeaveOneOut.conflicts(
                List.of(
                        source("turned", WORLD.turned(Math.PI / 2).rows(300, 1)),
                        source("b", WORLD.rows(300, 2)),
                        source("c", WORLD.rows(300, 3))),
                5);

        assertThat(conflicts).extracting(Conflict::name).containsExactly("turned");
    }

    @Test
    void sourcesThatAgree_areNotNamed_howeverTheirScalesAndSharesDiffer() {
        List<Conflict> conflicts = LeaveOneOut.conflicts(
                List.of(
                        source("a", WORLD.rows(300, 1)),
                        source("b", WORLD.scaled(3, 10).rows(300, 2)),
                        source("c", WORLD.mixed(.4, .3, .2, .1).rows(300, 3))),
                5);

        assertThat(conflicts).isEmpty();
    }

    @Test
    void ofTwoThatContradictEachOther_bothAreNamed() {
        List<Conflict> conflicts = LeaveOneOut.conflicts(
                List.of(source("a", WORLD.rows(300, 1)), source("b", renamed(WORLD.rows(300, 2)))), 5);

        assertThat(conflicts).extracting(Conflict::name).containsExactly("a", "b");
    }

    @Test
    void oneSource_hasNobodyToContradict() {
        assertThat(LeaveOneOut.conflicts(List.of(source("a", WORLD.rows(100, 1))), 5))
                .isEmpty();
    }

    @Test
    void classThatOnlyOneSourceHas_isNoConflict() {
        List<Conflict> conflicts = LeaveOneOut.conflicts(
                List.of(
                        source("a", WORLD.mixed(.5, .5, 0, 0).rows(300, 1)),
                        source("b", WORLD.mixed(.4, .4, .2, 0).rows(300, 2)),
                        source("c", WORLD.mixed(.5, .5, 0, 0).rows(300, 3))),
                5);

        assertThat(conflicts).isEmpty();
    }

    @Test
    void rowsSortedByClass_areJudgedLikeShuffledOnes() {
        SourceRows rows = WORLD.rows(300, 2);
        int[] labels = rows.labels().clone();
        Arrays.sort(labels);
        float[][] features = new float[300][];
        int next = 0;
        for (int label = 0; label < rows.classes(); label++) {
            for (int row = 0; row < 300; row++) {
                if (rows.labels()[row] == label) {
                    features[next++] = rows.features()[row];
                }
            }
        }

        List<Conflict> conflicts = LeaveOneOut.conflicts(
                List.of(
                        source("sorted", new SourceRows(features, labels, rows.classes())),
                        source("b", WORLD.rows(300, 1)),
                        source("c", WORLD.rows(300, 3))),
                5);

        assertThat(conflicts).isEmpty();
    }
}
