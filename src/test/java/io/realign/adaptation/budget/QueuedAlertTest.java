package io.realign.adaptation.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.testing.AdaptationBuilder;
import io.realign.testing.AlertBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuedAlertTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** Score, waiting time and adaptations of the last day, for two domains. */
    @ParameterizedTest
    @CsvSource({
        "2,    PT5M,  0,   2,    PT0S,  0,   oven",
        "2,    PT0S,  0,   2,    PT5M,  0,   kiln",
        "4,    PT0S,  0,   2,    PT9M,  0,   oven",
        "4,    PT0S,  0,   2,    PT11M, 0,   kiln",
        "1024, PT0S,  0,   1,    PT99M, 0,   oven",
        "1024, PT0S,  0,   1,    PT101M, 0,  kiln",
        "2,    PT0S,  0,   2,    PT9M,  1,   oven",
        "2,    PT0S,  0,   2,    PT11M, 1,   kiln",
        "2,    PT0S,  0,   2,    PT19M, 2,   oven",
        "0.5,  PT0S,  0,   1,    PT1S,  0,   kiln",
    })
    void next_returnsAlertThatIsDueFirst(
            double score, Duration waited, int today, double other, Duration otherWaited, int otherToday, String next) {
        QueuedAlert oven = waiting("oven", 1, score, waited);
        QueuedAlert kiln = waiting("kiln", 1, other, otherWaited);
        List<AdaptationRecord> earlier = Stream.concat(
                        records("oven", today, Outcome.REJECTED, NOON),
                        records("kiln", otherToday, Outcome.REJECTED, NOON))
                .toList();

        assertThat(next(List.of(oven, kiln), earlier)).isEqualTo(next);
        assertThat(next(List.of(kiln, oven), earlier)).isEqualTo(next);
    }

    @Test
    void next_ignoresSkippedAndOldAdaptations() {
        QueuedAlert oven = waiting("oven", 1, 2, Duration.ofMinutes(1));
        QueuedAlert kiln = waiting("kiln", 1, 2, Duration.ZERO);
        List<AdaptationRecord> earlier = Stream.concat(
                        records("oven", 3, Outcome.SKIPPED, NOON),
                        records("oven", 3, Outcome.RELEASED, NOON.minus(Duration.ofHours(24))))
                .toList();

        assertThat(next(List.of(oven, kiln), earlier)).isEqualTo("oven");
    }

    @Test
    void next_sameDomain_isInTimeOrder() {
        QueuedAlert first = waiting("oven", 1, 1.1, Duration.ZERO);
        QueuedAlert second = waiting("oven", 2, 100, Duration.ofMinutes(5));

        assertThat(QueuedAlert.next(List.of(second, first), domain -> true, List.of(), NOON))
                .hasValue(first);
        assertThat(first.supersededBy(List.of(second))).hasValue(second);
        assertThat(second.supersededBy(List.of(first))).isEmpty();
    }

    @Test
    void next_domainNotReady_isSkipped() {
        QueuedAlert oven = waiting("oven", 1, 100, Duration.ofMinutes(5));
        QueuedAlert kiln = waiting("kiln", 1, 2, Duration.ZERO);

        assertThat(QueuedAlert.next(List.of(oven, kiln), domain -> domain.equals("kiln"), List.of(), NOON))
                .hasValue(kiln);
        assertThat(QueuedAlert.next(List.of(oven), domain -> false, List.of(), NOON))
                .isEmpty();
    }

    @Test
    void next_supersededAlert_doesNotWait() {
        QueuedAlert first = waiting("oven", 1, 2, Duration.ofMinutes(5));
        QueuedAlert second = waiting("oven", 2, 2, Duration.ZERO);

        assertThat(QueuedAlert.next(List.of(second, first), domain -> false, List.of(), NOON))
                .hasValue(first);
        assertThat(QueuedAlert.next(List.of(second), domain -> false, List.of(), NOON))
                .isEmpty();
    }

    private static String next(List<QueuedAlert> waiting, List<AdaptationRecord> earlier) {
        return QueuedAlert.next(waiting, domain -> true, earlier, NOON)
                .orElseThrow()
                .alert()
                .domain();
    }

    private static QueuedAlert waiting(String domain, int episode, double score, Duration waited) {
        DriftAlert alert = new AlertBuilder(domain, episode)
                .id(domain + episode)
                .times(NOON, NOON, NOON.plusSeconds(episode))
                .score(score)
                .build();
        return new QueuedAlert(alert, NOON.minus(waited));
    }

    private static Stream<AdaptationRecord> records(String domain, int count, Outcome outcome, Instant finishedAt) {
        return Stream.generate(() -> new AdaptationBuilder("alert", domain, outcome)
                        .id("id")
                        .times(finishedAt, finishedAt)
                        .build())
                .limit(count);
    }
}
