package io.realign.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.ContractViolation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventContractTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final EventContract contract = new EventContract(2, List.of("a", "b"), Duration.ofMinutes(5));

    @Test
    void validEvents_pass() {
        assertThat(contract.checkSource(event("d", NOW, Optional.of("a"), 1, 2), NOW))
                .isEmpty();
        assertThat(contract.checkTarget(event("d", NOW.plusSeconds(300), Optional.empty(), 1, 2), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void nonFiniteValue_isInvalidWithIndex(float value) {
        assertThat(contract.checkTarget(event("d", NOW, Optional.empty(), 1, value), NOW))
                .hasValueSatisfying(rejection -> {
                    assertThat(rejection.reason()).isEqualTo(Reason.NOT_FINITE);
                    assertThat(rejection.cause()).endsWith("at index 1");
                });
    }

    @Test
    void wrongLength_isInvalid() {
        assertRejected(Reason.WRONG_SHAPE, contract.checkTarget(event("d", NOW, Optional.empty(), 1), NOW));
    }

    @Test
    void unknownOrMissingLabel_onSource_isInvalid() {
        assertRejected(Reason.UNKNOWN_LABEL, contract.checkSource(event("d", NOW, Optional.of("c"), 1, 2), NOW));
        assertRejected(Reason.UNKNOWN_LABEL, contract.checkSource(event("d", NOW, Optional.empty(), 1, 2), NOW));
    }

    @Test
    void label_onTarget_isInvalid() {
        assertRejected(Reason.LABELLED_TARGET, contract.checkTarget(event("d", NOW, Optional.of("a"), 1, 2), NOW));
    }

    @Test
    void timeBeyondMaxClockSkew_isInvalid() {
        assertRejected(
                Reason.FUTURE_TIME,
                contract.checkTarget(event("d", NOW.plusSeconds(301), Optional.empty(), 1, 2), NOW));
    }

    @Test
    void missingDomain_isInvalid() {
        assertRejected(Reason.WRONG_DOMAIN, contract.checkTarget(event(" ", NOW, Optional.empty(), 1, 2), NOW));
    }

    @Test
    void invalidContract_throwsWithName() {
        assertThatThrownBy(() -> new EventContract(0, List.of("a", "b"), Duration.ZERO))
                .hasMessageContaining("features");
        assertThatThrownBy(() -> new EventContract(1, List.of("a"), Duration.ZERO))
                .hasMessageContaining("labels");
        assertThatThrownBy(() -> new EventContract(1, List.of("a", "a"), Duration.ZERO))
                .hasMessageContaining("labels");
        assertThatThrownBy(() -> new EventContract(1, List.of("a", "b"), Duration.ofSeconds(-1)))
                .hasMessageContaining("maxClockSkew");
    }

    private static void assertRejected(Reason reason, Optional<ContractViolation> rejection) {
        assertThat(rejection).map(ContractViolation::reason).contains(reason);
    }

    private static FeatureEvent event(String domain, Instant time, Optional<String> label, float... values) {
        return new FeatureEvent("e", domain, time, Tensor.vector(values), label);
    }
}
