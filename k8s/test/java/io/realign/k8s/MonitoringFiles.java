package io.realign.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of {@code base/monitoring} and their documentation. */
final class MonitoringFiles {
    static final Path DIRECTORY = Manifest.ROOT.resolve("base/monitoring");
    static final Path RULES = DIRECTORY.resolve("rules.yml");
    static final Path SITE = Manifest.ROOT.resolve("../src/site");

    private static final Pattern ROW =
            Pattern.compile("^\\| `(realign_[a-z_]+)` \\|[^|]*\\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern LABELS =
            Pattern.compile("\"[^\"]*\"|'[^']*'|\\{[^}]*}|\\[[^]]*]|\\b(by|on|without|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern FUNCTION = Pattern.compile("[a-z_]+\\s*\\(");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool");
    private static final Pattern SUFFIX = Pattern.compile("_(count|sum|max)$");

    private MonitoringFiles() {}

    static JsonNode rules() {
        return yaml(RULES);
    }

    static Stream<JsonNode> alerts() {
        return stream(rules().path("groups")).flatMap(group -> stream(group.path("rules")));
    }

    static Stream<Path> dashboards() throws IOException {
        try (var files = Files.list(DIRECTORY.resolve("dashboards"))) {
            return files.toList().stream();
        }
    }

    /** The metrics in the table of monitoring.md whose component, such as "drift job", satisfies the predicate. */
    static Set<String> documentedMetrics(Predicate<String> component) {
        return ROW.matcher(text(SITE.resolve("monitoring.md")))
                .results()
                .filter(row -> Stream.of(row.group(2).split(","))
                        .map(name -> name.replaceAll("\\(.*\\)", "").strip())
                        .anyMatch(component))
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics in a PromQL expression, without the suffixes of summaries. */
    static Set<String> metrics(String expression) {
        var unlabelled = LABELS.matcher(expression).replaceAll(" ");
        var bare = FUNCTION.matcher(unlabelled).replaceAll("(");
        return NAME.matcher(bare)
                .results()
                .map(name -> name.group())
                .filter(name -> !KEYWORDS.contains(name))
                .map(name -> SUFFIX.matcher(name).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static JsonNode yaml(Path file) {
        try {
            return Manifest.YAML.readTree(text(file));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("expected YAML in " + file, e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a file at " + file, e);
        }
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get);
    }
}
