package io.realign.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.ContractViolation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
                    assertThat(rejection.category()).isEqualTo(Reason.NOT_FINITE);
                    assertThat(rejection.description()).endsWith("at index 1");
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

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_767_225_600})
    void timeInSecondsOrNegative_isInvalid(long epochMillis) {
        Instant time = Instant.ofEpochMilli(epochMillis);

        assertRejected(Reason.PAST_TIME, contract.checkTarget(event("d", time, Optional.empty(), 1, 2), NOW));
    }

    @Test
    void timeInMicroseconds_isInvalid() {
        Instant time = Instant.ofEpochMilli(NOW.toEpochMilli() * 1_000);

        assertRejected(Reason.FUTURE_TIME, contract.checkTarget(event("d", time, Optional.empty(), 1, 2), NOW));
    }

    @ParameterizedTest
    @ValueSource(floats = {0x1p61f, -0x1p60f, Float.MAX_VALUE})
    void fillValue_isInvalidWithIndex(float value) {
        float largest = (float) EventContract.MAX_MAGNITUDE;

        assertThat(contract.checkTarget(event("d", NOW, Optional.empty(), 1, value), NOW))
                .hasValueSatisfying(rejection -> {
                    assertThat(rejection.category()).isEqualTo(Reason.OUT_OF_RANGE);
                    assertThat(rejection.description()).endsWith("got " + value + " at index 1");
                });
        assertThat(contract.checkTarget(event("d", NOW, Optional.empty(), largest, -largest), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("invalidNames")
    void domainThatIsNoName_isInvalid(String domain) {
        assertRejected(Reason.WRONG_DOMAIN, contract.checkTarget(event(domain, NOW, Optional.empty(), 1, 2), NOW));
    }

    @ParameterizedTest
    @MethodSource("invalidNames")
    void idThatIsNoName_isInvalid(String id) {
        FeatureEvent event = new FeatureEvent(id, "d", NOW, Tensor.vector(1, 2), Optional.empty());

        assertRejected(Reason.WRONG_ID, contract.checkTarget(event, NOW));
    }

    @Test
    void domainOfTheBaseModel_isReserved() {
        assertThat(contract.checkTarget(event("*", NOW, Optional.empty(), 1, 2), NOW))
                .hasValue(new ContractViolation(
                        Reason.WRONG_DOMAIN, "domain: expected the origin of the event, got '*', which is reserved"));
        assertThat(contract.checkTarget(event("**", NOW, Optional.empty(), 1, 2), NOW))
                .isEmpty();
    }

    @Test
    void longestValidEvent_isWithinTheMaximumRecordSize() {
        String longest = "\u20AC".repeat(Texts.MAX_NAME_LENGTH);
        int names = 3 * longest.getBytes(UTF_8).length;

        assertThat(contract.maxRecordBytes()).isGreaterThanOrEqualTo(names + 2 * Float.BYTES + 64);
    }

    private static Stream<String> invalidNames() {
        return TextsTest.invalidNames();
    }

    @Test
    void invalidContract_throwsWithName() {
        assertThatThrownBy(() -> new EventContract(0, List.of("a", "b"), Duration.ZERO))
                .hasMessageContaining("features");
        assertThatThrownBy(() -> new EventContract(1, List.of("a"), Duration.ZERO))
                .hasMessageContaining("labels");
        assertThatThrownBy(() -> new EventContract(1, List.of("a", "a"), Duration.ZERO))
                .hasMessageContaining("labels");
        assertThatThrownBy(() -> new EventContract(1, List.of("a", "b\n"), Duration.ZERO))
                .hasMessageContaining("labels");
        assertThatThrownBy(() -> new EventContract(1, List.of("a", "b"), Duration.ofSeconds(-1)))
                .hasMessageContaining("maxClockSkew");
    }

    private static void assertRejected(Reason reason, Optional<ContractViolation> rejection) {
        assertThat(rejection).map(ContractViolation::category).contains(reason);
    }

    private static FeatureEvent event(String domain, Instant time, Optional<String> label, float... values) {
        return new FeatureEvent("e", domain, time, Tensor.vector(values), label);
    }
}
