package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Grafana dashboards conform to Grafana's published types and use exported metrics. */
class DashboardTest {
    private static final Path TYPES = Manifest.ROOT.resolve("test/grafana");
    private static final Path WORK = Manifest.ROOT.resolve("target/grafana");

    static Stream<Path> dashboards() throws IOException {
        return MonitoringFiles.dashboards();
    }

    @Test
    void dashboards_conformToGrafanasTypes() throws IOException {
        var npm = new ExternalTool("npm").assumeInstalled("the dashboards are not compared with Grafana's types");
        Files.createDirectories(WORK);
        for (var name : List.of("package.json", "package-lock.json", "dashboard.ts")) {
            Files.copy(TYPES.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        var command = new ArrayList<>(List.of(
                "exec",
                "--",
                "tsc",
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--module",
                "esnext",
                "--target",
                "es2022"));
        command.addAll(List.of("--moduleResolution", "bundler"));
        for (var dashboard : dashboards().toList()) {
            var name = dashboard.getFileName().toString().replace(".json", "");
            Files.writeString(
                    WORK.resolve(name + ".ts"),
                    "import type { Dashboard } from './dashboard';%nexport const %s: Dashboard = %s"
                            .formatted(name, MonitoringFiles.text(dashboard)));
            command.add(name + ".ts");
        }

        var installed = npm.run(WORK, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        var compiled = npm.run(WORK, command);
        assertThat(compiled.exitCode()).as(compiled.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboard_usesExportedMetrics(Path dashboard) {
        var exported = MonitoringFiles.documentedMetrics(component -> true);
        exported.add("up");
        var tree = MonitoringFiles.yaml(dashboard);

        var variables = MonitoringFiles.stream(tree.at("/templating/list"))
                .map(variable -> variable.at("/query/query").asText())
                .filter(query -> !query.isEmpty())
                .map(query -> query.replaceAll("label_values\\(([a-z_]+), [a-z]+\\)", "$1"));
        assertThat(Stream.concat(queries(tree), variables)).isNotEmpty().allSatisfy(expression -> assertThat(
                        MonitoringFiles.metrics(expression))
                .isNotEmpty()
                .isSubsetOf(exported));
    }

    /** Checks each query as the expression of a recording rule, because promtool does not check single queries. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void queries_areValid(Path dashboard, @TempDir Path directory) throws IOException {
        var rules = Manifest.YAML.createObjectNode();
        var group = rules.putArray("groups").addObject().put("name", "queries");
        var list = group.putArray("rules");
        queries(MonitoringFiles.yaml(dashboard))
                .forEach(query ->
                        list.addObject().put("record", "query:" + list.size()).put("expr", query));
        var file = Files.writeString(directory.resolve("queries.yml"), Manifest.YAML.writeValueAsString(rules));

        var result = new ExternalTool("promtool")
                .assumeInstalled("the queries of the dashboards are not checked")
                .run(directory, "check", "rules", file.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void everyMetric_isOnADashboardOrInARule() throws IOException {
        var text = new StringBuilder(MonitoringFiles.text(MonitoringFiles.RULES));
        dashboards().map(MonitoringFiles::text).forEach(text::append);

        assertThat(MonitoringFiles.documentedMetrics(component -> true)).allMatch(metric -> text.indexOf(metric) >= 0);
    }

    private static Stream<String> queries(JsonNode dashboard) {
        return MonitoringFiles.stream(dashboard.path("panels"))
                .flatMap(panel -> MonitoringFiles.stream(panel.path("targets")))
                .map(target -> target.path("expr").asText());
    }

    @Test
    void dashboards_haveDistinctIds() throws IOException {
        var trees = dashboards().map(MonitoringFiles::yaml).toList();

        assertThat(trees)
                .extracting(tree -> tree.path("uid").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(trees).allSatisfy(tree -> assertThat(MonitoringFiles.stream(tree.path("panels"))
                        .map((JsonNode panel) -> panel.path("id").asInt()))
                .doesNotHaveDuplicates());
    }
}
