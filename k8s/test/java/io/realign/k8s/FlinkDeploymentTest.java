package io.realign.k8s;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.FlinkDeploymentSpec;
import org.apache.flink.kubernetes.operator.api.spec.FlinkVersion;
import org.junit.jupiter.api.Test;

class FlinkDeploymentTest {
    private static final String FLINK = System.getProperty("flink.version");
    private static final Path SOURCES = Path.of("..", "stream-jobs", "src", "main", "java");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(REALIGN_[A-Z_]+)");

    private static final String REPORTER = "metrics.reporter.prometheus.";

    private final List<Manifest> manifests =
            Kustomization.render(Manifest.ROOT.resolve("base"), new ArrayList<>()).stream()
                    .filter(manifest -> manifest.kind().equals("FlinkDeployment"))
                    .toList();

    private final List<FlinkDeploymentSpec> jobs = manifests.stream()
            .map(manifest -> ((FlinkDeployment) ManifestParser.parse(manifest)).getSpec())
            .toList();

    /** Compares with the Flink version of the build. */
    @Test
    void flinkVersion_isThatOfTheBuild() {
        var expected = "v" + FLINK.replaceAll("(\\d+)\\.(\\d+)\\..*", "$1_$2");

        assertThat(manifests).hasSize(2).allSatisfy(manifest -> assertThat(
                        manifest.tree().at("/spec/flinkVersion").asText())
                .isEqualTo(expected));
    }

    /** Fails when the published operator classes support Flink 2.2; then {@link ManifestParser} needs no replacement. */
    @Test
    void flinkVersion_isMissingFromThePublishedClasses() {
        assertThat(FlinkVersion.values()).extracting(Enum::name).doesNotContain("v2_2");
    }

    @Test
    void image_hasTheSameFlinkVersion() throws IOException {
        assertThat(Files.readString(Manifest.ROOT.resolve("images/stream-jobs/Dockerfile")))
                .contains("FROM flink:" + FLINK + "-java17");
    }

    @Test
    void flinkSettings_areKnownToFlink() {
        var known = Stream.of(CheckpointingOptions.class, HighAvailabilityOptions.class, TaskManagerOptions.class)
                .flatMap(options -> Stream.of(options.getFields()))
                .filter(field -> field.getType() == ConfigOption.class)
                .map(FlinkDeploymentTest::key)
                .collect(toSet());

        assertThat(jobs)
                .allSatisfy(job -> assertThat(job.getFlinkConfiguration().keySet())
                        .filteredOn(key -> !key.startsWith(REPORTER))
                        .isSubsetOf(known));
    }

    @Test
    void reporterSettings_equalThoseOfTheMiniCluster() throws IOException {
        var source = Files.readString(SOURCES.resolve("io/realign/jobs/runtime/JobMetrics.java"));

        assertThat(jobs).allSatisfy(job -> {
            var reporter = new TreeMap<>(job.getFlinkConfiguration());
            reporter.keySet().removeIf(key -> !key.startsWith(REPORTER));
            assertThat(reporter.remove(REPORTER + "port")).isEqualTo("9249");
            assertThat(reporter).hasSize(3).allSatisfy((key, value) -> assertThat(source)
                    .contains('"' + key.substring(REPORTER.length()) + '"', '"' + value + '"'));
        });
    }

    @Test
    void checkpointDirectory_isKnownToTheOperator() {
        assertThat(RenderedManifests.BASE.all(FlinkDeployment.class)).hasSize(2).allSatisfy(job -> {
            var settings = RenderedManifests.BASE.settings(job.getMetadata().getName() + "-settings");
            assertThat(job.getSpec().getFlinkConfiguration())
                    .containsEntry("execution.checkpointing.dir", "file://" + settings.get("REALIGN_CHECKPOINTS"));
        });
    }

    @Test
    void entryClasses_exist() {
        assertThat(jobs).allSatisfy(job -> assertThat(
                        SOURCES.resolve(job.getJob().getEntryClass().replace('.', '/') + ".java"))
                .exists());
    }

    @Test
    void settings_areReadByTheJobs() throws IOException {
        var read = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                VARIABLE.matcher(Files.readString(file)).results().forEach(match -> read.add(match.group(1)));
            }
        }

        var given = Stream.of("realign-settings", "drift-job-settings", "scoring-job-settings")
                .flatMap(map -> RenderedManifests.BASE.settings(map).keySet().stream());
        assertThat(given).isNotEmpty().allMatch(read::contains);
    }

    private static String key(Field option) {
        try {
            return ((ConfigOption<?>) option.get(null)).key();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("expected a public option, got " + option, e);
        }
    }
}
