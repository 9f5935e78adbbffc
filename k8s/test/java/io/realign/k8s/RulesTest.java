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

/** The alerting rules are valid, use exported metrics, and fire as tested. */
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
    void rules_areValid() {
        var result = PROMTOOL.assumeInstalled("the rules are not checked")
                .run(MonitoringFiles.DIRECTORY, "check", "rules", MonitoringFiles.RULES.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void scrapeConfiguration_isValid(@TempDir Path directory) throws IOException {
        var config = ScrapeConfig.of("127.0.0.1:1", Map.of("drift-job", "127.0.0.1:2"));
        var file = Files.writeString(directory.resolve("prometheus.yml"), Manifest.YAML.writeValueAsString(config));

        var result = PROMTOOL.assumeInstalled("the scrape configuration is not checked")
                .run(directory, "check", "config", "--syntax-only", file.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void alerts_fireAsTested(Path test) {
        var result = PROMTOOL.assumeInstalled("the rules are not tested with series")
                .run(TESTS, "test", "rules", test.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void everyAlert_isTestedFiring() throws IOException {
        var tests = tests().map(MonitoringFiles::text).collect(Collectors.joining());

        assertThat(names()).allMatch(name -> tests.contains("{alertname=\"%s\"".formatted(name)));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_hasDurationsSeverityTextAndRunbook(JsonNode alert) {
        assertThat(alert.path("for").asText()).isNotEmpty();
        assertThat(alert.path("keep_firing_for").asText()).isNotEmpty();
        assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
        assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
        assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
        assertThat(alert.at("/annotations/runbook_url").asText())
                .isEqualTo("src/site/runbook.md#" + alert.path("alert").asText().toLowerCase(Locale.ROOT));
    }

    @Test
    void runbook_hasExactlyOneSectionPerAlert_inOrder() {
        var sections = SECTION.matcher(MonitoringFiles.text(MonitoringFiles.SITE.resolve("runbook.md")))
                .results()
                .map((MatchResult section) -> section.group(1));

        assertThat(sections).containsExactlyElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_usesExportedMetrics(JsonNode alert) {
        var exported = MonitoringFiles.documentedMetrics(component -> true);
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
