package io.realign.adaptation.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.testing.AdaptationBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptationBudgetTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AdaptationBudget BUDGET = new AdaptationBudget(Duration.ofMinutes(5), Duration.ofHours(8));

    /** Outcomes of one domain, the newest at noon; a release with a minus was rolled back. */
    @ParameterizedTest
    @CsvSource({
        "'',                                         PT0S",
        "RELEASED,                                   PT5M",
        "REJECTED,                                    PT5M",
        "WITHHELD,                                   PT5M",
        "FAILED,                                     PT0S",
        "SKIPPED,                                    PT0S",
        "REJECTED REJECTED,                            PT5M",
        "REJECTED REJECTED REJECTED,                    PT10M",
        "REJECTED -RELEASED REJECTED,                  PT10M",
        "REJECTED REJECTED REJECTED REJECTED,            PT20M",
        "REJECTED REJECTED RELEASED REJECTED,           PT5M",
        "REJECTED REJECTED REJECTED WITHHELD,           PT5M",
        "REJECTED FAILED REJECTED SKIPPED REJECTED,     PT10M",
        "REJECTED REJECTED REJECTED SKIPPED SKIPPED,    PT10M",
    })
    void cooldown_growsWithUnsuccessfulAdaptations(String outcomes, Duration pause) {
        List<AdaptationRecord> earlier = outcomes("oven", outcomes.split(" "));

        assertThat(cooldown(BUDGET, earlier)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"11, PT24H", "1000, PT24H"})
    void cooldown_isAtMostADay(int rejections, Duration pause) {
        String[] outcomes = new String[rejections];
        Arrays.fill(outcomes, "REJECTED");

        assertThat(cooldown(BUDGET, outcomes("oven", outcomes))).isEqualTo(pause);
    }

    @Test
    void cooldown_longerThanADay_isNotShortened() {
        AdaptationBudget longCooldown = new AdaptationBudget(Duration.ofDays(2), Duration.ofHours(8));

        assertThat(cooldown(longCooldown, outcomes("oven", "REJECTED", "REJECTED", "REJECTED")))
                .isEqualTo(Duration.ofDays(2));
    }

    @Test
    void zeroCooldown_neverWaits() {
        AdaptationBudget withoutCooldown = new AdaptationBudget(Duration.ZERO, Duration.ofHours(8));

        assertThat(cooldownReason(
                        withoutCooldown, outcomes("oven", "REJECTED", "REJECTED", "REJECTED", "REJECTED"), NOON))
                .isEmpty();
    }

    @Test
    void cooldown_ignoresOtherDomains() {
        assertThat(cooldownReason(BUDGET, outcomes("kiln", "REJECTED", "REJECTED", "REJECTED"), NOON))
                .isEmpty();
    }

    @Test
    void cooldownReason_namesEndAndCount() {
        assertThat(cooldownReason(BUDGET, outcomes("oven", "REJECTED", "REJECTED", "REJECTED"), NOON))
                .hasValue("cooldown until 2026-01-01T12:10:00Z, PT10M after the last adaptation, extended after 3"
                        + " consecutive unsuccessful adaptations");
    }

    /** CPU time of two other domains, and the time before noon at which each ended. */
    @ParameterizedTest
    @CsvSource({
        "PT4H, PT23H,      PT3H59M59.999S, PT1H, true",
        "PT4H, PT23H,      PT4H,           PT1H, false",
        "PT4H, PT24H,      PT4H,           PT1H, true",
        "PT4H, PT23H59M,   PT9H,           PT1H, false",
        "PT8H, PT0S,       PT0S,           PT0S, false",
    })
    void cpuTime_ofAllDomainsInLastDay_isLimited(
            Duration first, Duration firstAgo, Duration second, Duration secondAgo, boolean allowed) {
        List<AdaptationRecord> earlier = List.of(
                record("kiln", Outcome.FAILED, NOON.minus(firstAgo)).withCpuTime(first),
                record("stove", Outcome.RELEASED, NOON.minus(secondAgo)).withCpuTime(second));

        assertThat(BUDGET.cpuLimitReason(earlier, NOON).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void cpuLimitReason_namesUsageAndLimit() {
        List<AdaptationRecord> earlier =
                List.of(record("kiln", Outcome.REJECTED, NOON).withCpuTime(Duration.ofHours(9)));

        assertThat(BUDGET.cpuLimitReason(earlier, NOON))
                .hasValueSatisfying(reason -> assertThat(reason).contains("24 hours", "PT9H", "PT8H"));
    }

    @ParameterizedTest
    @CsvSource({"-PT1S, PT8H", "PT5M, PT0S", "PT5M, -PT1S"})
    void invalidBudget_throws(Duration cooldown, Duration cpuPerDay) {
        assertThatThrownBy(() -> new AdaptationBudget(cooldown, cpuPerDay))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Returns the time after noon until which the domain is in cooldown. */
    private static Duration cooldown(AdaptationBudget budget, List<AdaptationRecord> earlier) {
        Duration cooldown = Duration.ZERO;
        while (cooldownReason(budget, earlier, NOON.plus(cooldown)).isPresent()) {
            cooldown = cooldown.plusMinutes(1);
        }
        return cooldown;
    }

    private static Optional<String> cooldownReason(
            AdaptationBudget budget, List<AdaptationRecord> earlier, Instant now) {
        return budget.cooldownReason("oven", earlier, record -> record.version() == 2, now);
    }

    private static List<AdaptationRecord> outcomes(String domain, String... outcomes) {
        List<AdaptationRecord> records = new ArrayList<>();
        for (String outcome : outcomes) {
            if (!outcome.isEmpty()) {
                records.add(record(domain, outcome));
            }
        }
        return records;
    }

    private static AdaptationRecord record(String domain, String outcome) {
        boolean rolledBack = outcome.startsWith("-");
        return record(domain, Outcome.valueOf(rolledBack ? outcome.substring(1) : outcome), rolledBack ? 2 : 0, NOON);
    }

    private static AdaptationRecord record(String domain, Outcome outcome, Instant finishedAt) {
        return record(domain, outcome, 0, finishedAt);
    }

    private static AdaptationRecord record(String domain, Outcome outcome, long version, Instant finishedAt) {
        return new AdaptationBuilder("alert", domain, outcome)
                .id("id")
                .version(version)
                .times(finishedAt, finishedAt)
                .build();
    }
}
