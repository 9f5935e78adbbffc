package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationTest {
    private static final Path BASE = Manifest.ROOT.resolve("base");
    private static final Path CPU = Manifest.ROOT.resolve("overlays/cpu");

    @Test
    void everyYaml_isIncludedOnce_byTheOverlay() {
        var visited = new ArrayList<Path>();
        Kustomization.render(CPU, visited);

        var written = Stream.of(BASE, CPU).flatMap(directory -> files(directory).stream());
        assertThat(visited).containsExactlyInAnyOrderElementsOf(written.toList());
    }

    @Test
    void cpuOverlay_changesOnlyTheAdapter_andRemovesTheGpu() {
        var base = Kustomization.render(BASE, new ArrayList<>());
        var cpu = Kustomization.render(CPU, new ArrayList<>());

        assertThat(base).anyMatch(KustomizationTest::requestsGpu);
        assertThat(cpu).noneMatch(KustomizationTest::requestsGpu);
        assertThat(cpu)
                .filteredOn(manifest -> !base.contains(manifest))
                .extracting(Manifest::kind, Manifest::name)
                .containsExactly(tuple("Deployment", "adapter-service"));
    }

    @Test
    void unknownKey_isRejected(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve(Kustomization.FILE), "resources: []\nressources: []\n");

        assertThatThrownBy(() -> Kustomization.render(directory, new ArrayList<>()))
                .hasCauseInstanceOf(UnrecognizedPropertyException.class)
                .hasStackTraceContaining("ressources");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/kafka-security"})
    void rendering_equalsThatOfKubectl(String directory, @TempDir Path temporary) throws Exception {
        assumeTrue(new ExternalTool("kubectl").installed(), "kubectl is not installed");
        var rendered = temporary.resolve("rendered.yaml");
        var errors = temporary.resolve("errors.txt");

        var exit = new ProcessBuilder("kubectl", "kustomize", directory)
                .directory(Manifest.ROOT.toFile())
                .redirectOutput(rendered.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();

        assertThat(exit).as(Files.readString(errors, StandardCharsets.UTF_8)).isZero();
        assertThat(trees(Kustomization.render(Manifest.ROOT.resolve(directory), new ArrayList<>())))
                .isEqualTo(trees(Manifest.read(rendered)));
    }

    private static List<Path> files(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("expected a directory at " + directory, e);
        }
    }

    private static Set<Object> trees(List<Manifest> manifests) {
        return manifests.stream().map(Manifest::tree).collect(Collectors.toSet());
    }

    private static boolean requestsGpu(Manifest manifest) {
        return manifest.tree().toString().contains("nvidia.com/gpu");
    }
}
