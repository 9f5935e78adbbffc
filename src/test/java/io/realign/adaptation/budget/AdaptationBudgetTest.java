package io.realign.adaptation.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
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

    /** Outcomes of one domain, the newest at noon; a release with a minus was taken back. */
    @ParameterizedTest
    @CsvSource({
        "'',                                         PT0S",
        "RELEASED,                                   PT5M",
        "REFUSED,                                    PT5M",
        "WITHHELD,                                   PT5M",
        "FAILED,                                     PT0S",
        "SKIPPED,                                    PT0S",
        "REFUSED REFUSED,                            PT5M",
        "REFUSED REFUSED REFUSED,                    PT10M",
        "REFUSED -RELEASED REFUSED,                  PT10M",
        "REFUSED REFUSED REFUSED REFUSED,            PT20M",
        "REFUSED REFUSED RELEASED REFUSED,           PT5M",
        "REFUSED REFUSED REFUSED WITHHELD,           PT5M",
        "REFUSED FAILED REFUSED SKIPPED REFUSED,     PT10M",
        "REFUSED REFUSED REFUSED SKIPPED SKIPPED,    PT10M",
    })
    void domain_restsAfterAVerdict_andLongerWhenNothingHelps(String outcomes, Duration pause) {
        List<AdaptationRecord> earlier = outcomes("oven", outcomes.split(" "));

        assertThat(rest(BUDGET, earlier)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"11, PT24H", "1000, PT24H"})
    void pause_growsToADay_andNoFurther(int refusals, Duration pause) {
        String[] outcomes = new String[refusals];
        Arrays.fill(outcomes, "REFUSED");

        assertThat(rest(BUDGET, outcomes("oven", outcomes))).isEqualTo(pause);
    }

    @Test
    void cooldownOfMoreThanADay_isNotShortened_whenNothingHelps() {
        AdaptationBudget patient = new AdaptationBudget(Duration.ofDays(2), Duration.ofHours(8));

        assertThat(rest(patient, outcomes("oven", "REFUSED", "REFUSED", "REFUSED")))
                .isEqualTo(Duration.ofDays(2));
    }

    @Test
    void domainWithoutACooldown_neverRests() {
        AdaptationBudget hasty = new AdaptationBudget(Duration.ZERO, Duration.ofHours(8));

        assertThat(resting(hasty, outcomes("oven", "REFUSED", "REFUSED", "REFUSED", "REFUSED"), NOON))
                .isEmpty();
    }

    @Test
    void otherDomains_doNotRest() {
        assertThat(resting(BUDGET, outcomes("kiln", "REFUSED", "REFUSED", "REFUSED"), NOON))
                .isEmpty();
    }

    @Test
    void resting_saysUntilWhenAndWhy() {
        assertThat(resting(BUDGET, outcomes("oven", "REFUSED", "REFUSED", "REFUSED"), NOON))
                .hasValue("the domain rests until 2026-01-01T12:10:00Z, that is PT10M after its last adaptation, as the"
                        + " last 3 did not help");
    }

    /** What two other domains took, and how long before noon each ended. */
    @ParameterizedTest
    @CsvSource({
        "PT4H, PT23H,      PT3H59M59.999S, PT1H, true",
        "PT4H, PT23H,      PT4H,           PT1H, false",
        "PT4H, PT24H,      PT4H,           PT1H, true",
        "PT4H, PT23H59M,   PT9H,           PT1H, false",
        "PT8H, PT0S,       PT0S,           PT0S, false",
    })
    void processorTimeOfTheLastDay_ofAllDomains_isLimited(
            Duration first, Duration firstAgo, Duration second, Duration secondAgo, boolean allowed) {
        List<AdaptationRecord> earlier = List.of(
                record("kiln", Outcome.FAILED, NOON.minus(firstAgo)).withCpuTime(first),
                record("stove", Outcome.RELEASED, NOON.minus(secondAgo)).withCpuTime(second));

        assertThat(BUDGET.cpuLimitReason(earlier, NOON).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void spentDay_isToldWithWhatWasTakenAndWhatIsAllowed() {
        List<AdaptationRecord> earlier =
                List.of(record("kiln", Outcome.REJECTED, NOON).withCpuTime(Duration.ofHours(9)));

        assertThat(BUDGET.cpuLimitReason(earlier, NOON))
                .hasValueSatisfying(reason -> assertThat(reason).contains("24 hours", "PT9H", "PT8H"));
    }

    @ParameterizedTest
    @CsvSource({"-PT1S, PT8H", "PT5M, PT0S", "PT5M, -PT1S"})
    void budgetOfNothing_isRefused(Duration cooldown, Duration cpuPerDay) {
        assertThatThrownBy(() -> new AdaptationBudget(cooldown, cpuPerDay))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** How long after noon the domain rests: it is there just before, and gone then. */
    private static Duration rest(AdaptationBudget budget, List<AdaptationRecord> earlier) {
        Duration rest = Duration.ZERO;
        while (resting(budget, earlier, NOON.plus(rest)).isPresent()) {
            rest = rest.plusMinutes(1);
        }
        return rest;
    }

    private static Optional<String> resting(AdaptationBudget budget, List<AdaptationRecord> earlier, Instant now) {
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
        boolean takenBack = outcome.startsWith("-");
        return record(domain, Outcome.valueOf(takenBack ? outcome.substring(1) : outcome), takenBack ? 2 : 0, NOON);
    }

    private static AdaptationRecord record(String domain, Outcome outcome, Instant finishedAt) {
        return record(domain, outcome, 0, finishedAt);
    }

    private static AdaptationRecord record(String domain, Outcome outcome, long version, Instant finishedAt) {
        return new AdaptationRecord(
                "id",
                "alert",
                domain,
                outcome,
                "*",
                1,
                version,
                0,
                0,
                0,
                7,
                List.of(),
                List.of(),
                "",
                List.of(),
                finishedAt,
                finishedAt);
    }
}
