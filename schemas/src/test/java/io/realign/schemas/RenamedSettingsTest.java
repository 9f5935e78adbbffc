package io.realign.schemas;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenamedSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "REALIGN_FUTURE_TOLERANCE,         REALIGN_MAX_CLOCK_SKEW",
        "realign.future-tolerance,         realign.max-clock-skew",
        "REALIGN_SOURCE_SETTLE,            REALIGN_SOURCE_QUIET_PERIOD",
        "realign.gate.consensus.slack,     realign.gate.consensus.max-agreement-gap",
        "--source-settle,                  --source-quiet-period",
        "REALIGN_GATE_CONSENSUS_SLACK,     REALIGN_GATE_CONSENSUS_MAX_AGREEMENT_GAP",
    })
    void oldName_isRejectedWithTheNewName(String oldName, String newName) {
        assertThatThrownBy(() -> RenamedSettings.requireCurrentNames(Set.of("REALIGN_SEED", oldName)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(oldName + " was renamed to " + newName);
    }

    @Test
    void changedUnit_isNamed() {
        assertThatThrownBy(() -> RenamedSettings.requireCurrentNames(Set.of("REALIGN_ROLLOUT_SHARES")))
                .hasMessage("REALIGN_ROLLOUT_SHARES was renamed to REALIGN_ROLLOUT_TRAFFIC_PERCENT,"
                        + " in percent instead of thousandths");
    }

    @Test
    void everyOldName_hasALineOfItsOwn() {
        assertThatThrownBy(() ->
                        RenamedSettings.requireCurrentNames(Set.of("realign.retain.age", "REALIGN_PROBE", "PATH")))
                .hasMessage("REALIGN_PROBE was renamed to REALIGN_VALIDATION_ROWS" + System.lineSeparator()
                        + "realign.retain.age was renamed to realign.retention.min-age");
    }

    @Test
    void currentNamesAndOthers_areAccepted() {
        assertThatCode(() -> RenamedSettings.requireCurrentNames(Set.of(
                        "REALIGN_MAX_CLOCK_SKEW", "realign.source.min-events", "FUTURE_TOLERANCE", "PROBE", "PATH")))
                .doesNotThrowAnyException();
    }
}
