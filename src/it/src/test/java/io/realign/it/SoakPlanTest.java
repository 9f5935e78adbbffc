package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.it.SoakPlan.Fault;
import io.realign.it.SoakPlan.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakPlanTest {
    private static final List<String> PROGRAMS = List.of("a", "b", "c", "d", "e");

    @Test
    void faults_areTheSame_forTheSameSeed() {
        assertThat(SoakPlan.of(3, 40, PROGRAMS)).isEqualTo(SoakPlan.of(3, 40, PROGRAMS));
        assertThat(SoakPlan.of(3, 40, PROGRAMS).faults())
                .isNotEqualTo(SoakPlan.of(4, 40, PROGRAMS).faults());
    }

    @Test
    void fiveKills_killEveryProgram() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(faults(seed, 5, Kind.KILL))
                    .hasSize(5)
                    .allMatch(fault -> fault.programs().size() <= 2)
                    .flatExtracting(Fault::programs)
                    .containsAll(PROGRAMS);
            assertThat(faults(seed, 5, Kind.PAUSE)).hasSize(1);
        }
    }

    @Test
    void pauses_takeThirtyToOneHundredAndTwentySeconds_amongTwoHundredKills() {
        assertThat(faults(1, 200, Kind.PAUSE))
                .hasSize(25)
                .extracting(Fault::length)
                .allMatch(length -> length.compareTo(Duration.ofSeconds(30)) >= 0
                        && length.compareTo(Duration.ofSeconds(120)) <= 0);
    }

    private static List<Fault> faults(long seed, int kills, Kind kind) {
        return SoakPlan.of(seed, kills, PROGRAMS).faults().stream()
                .filter(fault -> fault.kind() == kind)
                .toList();
    }
}
