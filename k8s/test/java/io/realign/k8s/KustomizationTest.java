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
    void everyYaml_isReachedOnce_fromTheOverlay() {
        var visited = new ArrayList<Path>();
        Kustomization.render(CPU, visited);

        var written = Stream.of(BASE, CPU).flatMap(folder -> files(folder).stream());
        assertThat(visited).containsExactlyInAnyOrderElementsOf(written.toList());
    }

    @Test
    void cpuOverlay_changesOnlyTheAdapter_andLeavesNoGpu() {
        var base = Kustomization.render(BASE, new ArrayList<>());
        var cpu = Kustomization.render(CPU, new ArrayList<>());

        assertThat(base).anyMatch(KustomizationTest::asksForGpu);
        assertThat(cpu).noneMatch(KustomizationTest::asksForGpu);
        assertThat(cpu)
                .filteredOn(manifest -> !base.contains(manifest))
                .extracting(Manifest::kind, Manifest::name)
                .containsExactly(tuple("Deployment", "adapter-service"));
    }

    @Test
    void kustomization_isRefused_whenAKeyIsUnknown(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(Kustomization.FILE), "resources: []\nressources: []\n");

        assertThatThrownBy(() -> Kustomization.render(folder, new ArrayList<>()))
                .hasCauseInstanceOf(UnrecognizedPropertyException.class)
                .hasStackTraceContaining("ressources");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu"})
    void rendering_equalsThatOfKubectl_whereItIsInstalled(String folder, @TempDir Path scratch) throws Exception {
        assumeTrue(
                new ExternalTool("kubectl").installed(),
                "no kubectl here: what kustomize itself renders is not compared");
        var rendered = scratch.resolve("rendered.yaml");
        var errors = scratch.resolve("errors.txt");

        var exit = new ProcessBuilder("kubectl", "kustomize", folder)
                .directory(Manifest.ROOT.toFile())
                .redirectOutput(rendered.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();

        assertThat(exit).as(Files.readString(errors, StandardCharsets.UTF_8)).isZero();
        assertThat(trees(Kustomization.render(Manifest.ROOT.resolve(folder), new ArrayList<>())))
                .isEqualTo(trees(Manifest.read(rendered)));
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder at " + folder, e);
        }
    }

    private static Set<Object> trees(List<Manifest> manifests) {
        return manifests.stream().map(Manifest::tree).collect(Collectors.toSet());
    }

    private static boolean asksForGpu(Manifest manifest) {
        return manifest.tree().toString().contains("nvidia.com/gpu");
    }
}
