package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are what Prometheus takes, speak of what is exported, and fire when they should and not else. */
class RulesTest {
    private static final Path TESTS = Manifest.ROOT.resolve("test/resources/rules");
    private static final Pattern SECTION = Pattern.compile("^## (\\w+)$", Pattern.MULTILINE);

    private static final ExternalTool PROMTOOL = new ExternalTool("promtool");

    static Stream<JsonNode> alerts() {
        return MonitoringFiles.alerts();
    }

    static Stream<Path> tests() throws IOException {
        try (var files = Files.list(TESTS)) {
            return files.toList().stream();
        }
    }

    @Test
    void rules_areWhatPrometheusTakes() {
        var answer = PROMTOOL.assumeInstalled("the rules are not checked")
                .run(MonitoringFiles.FOLDER, "check", "rules", MonitoringFiles.RULES.toString());

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @Test
    void scrapeConfiguration_isWhatPrometheusTakes(@TempDir Path scratch) throws IOException {
        var config = ScrapeConfig.of("127.0.0.1:1", Map.of("drift-job", "127.0.0.1:2"));
        var file = Files.writeString(scratch.resolve("prometheus.yml"), Manifest.YAML.writeValueAsString(config));

        var answer = PROMTOOL.assumeInstalled("the scrape configuration is not checked")
                .run(scratch, "check", "config", "--syntax-only", file.toString());

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void alerts_fireWhenTheyShould(Path test) {
        var answer = PROMTOOL.assumeInstalled("the rules are not driven by any series")
                .run(TESTS, "test", "rules", test.toString());

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    /** A rule that no series has ever driven may have a word wrong, and would never be heard of. */
    @Test
    void everyAlert_isSeenFiring() throws IOException {
        var seen = tests().map(MonitoringFiles::text).collect(Collectors.joining());

        assertThat(names()).allMatch(name -> seen.contains("{alertname=\"%s\"".formatted(name)));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_waits_staysForAWhile_andSaysWhatToDo(JsonNode alert) {
        assertThat(alert.path("for").asText()).isNotEmpty();
        assertThat(alert.path("keep_firing_for").asText()).isNotEmpty();
        assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
        assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
        assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
        assertThat(alert.at("/annotations/runbook_url").asText())
                .isEqualTo("src/site/runbook.md#" + alert.path("alert").asText().toLowerCase(Locale.ROOT));
    }

    @Test
    void runbook_hasASectionForEachAlert_inTheirOrder_andNoOther() {
        var sections = SECTION.matcher(MonitoringFiles.text(MonitoringFiles.SITE.resolve("runbook.md")))
                .results()
                .map((MatchResult section) -> section.group(1));

        assertThat(sections).containsExactlyElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_speaksOfMetricsThatAreExported(JsonNode alert) {
        var exported = MonitoringFiles.documentedMetrics(teller -> true);
        exported.add("up");

        assertThat(MonitoringFiles.metrics(alert.path("expr").asText()))
                .isNotEmpty()
                .isSubsetOf(exported);
    }

    private static List<String> names() {
        return MonitoringFiles.alerts()
                .map(alert -> alert.path("alert").asText())
                .toList();
    }
}
