package io.realign.cli.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.ShiftCase;
import io.realign.learning.SourceRows;
import io.realign.learning.diagnosis.CaseNaming;
import io.realign.learning.diagnosis.Finding;
import io.realign.learning.diagnosis.NamedCase;
import io.realign.learning.source.NamedSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseNamingTest {
    /** The first step of a rotation is not told from chance, and none has to be: nothing is lost by it yet. */
    private static final int SEEN = 3;

    private static NamedCase name(Suite suite, int target, long seed) {
        List<NamedSource> sources = suite.sources().stream()
                .map(source -> new NamedSource(
                        source.name(), new SourceRows(source.rows(), source.labels(), suite.classes()), source.age()))
                .toList();
        return CaseNaming.of(sources, suite.targets().get(target).rows(), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everySuite_isNamed(long seed) {
        assertThat(Suites.all(seed)).allSatisfy(suite -> {
            int target = Math.min(SEEN, suite.targets().size() - 1);
            assertThat(name(suite, target, seed).shiftCase()).as(suite.name()).isEqualTo(suite.expected());
        });
    }

    @Test
    void outlyingSource_isNamedInTheEvidence_beforeTheTargetIsLookedAtWithoutIt() {
        NamedCase named = name(Suites.outlying(1), 0, 1);

        assertThat(named.outlying()).containsExactly("outlier");
        assertThat(named.ofTarget()).isEqualTo(ShiftCase.NONE);
        assertThat(named.evidence().get(0).says()).startsWith("outlier: learned from the other sources");
    }

    @Test
    void evidence_endsWhereTheStoryHolds() {
        assertThat(name(Suites.label(1), 0, 1).evidence())
                .extracting(Finding::holds)
                .containsExactly(false, true, true);
        assertThat(name(Suites.covariate(1), 0, 1).evidence())
                .extracting(Finding::holds)
                .hasSize(4)
                .endsWith(true);
    }

    @Test
    void sameSeed_givesTheSameEvidence() {
        assertThat(name(Suites.both(3), 0, 5)).isEqualTo(name(Suites.both(3), 0, 5));
    }
}
