package io.realign.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The subset of kustomize that the manifests use: resources, a namespace, JSON patches, and config maps of files. Other keys are
 * rejected.
 */
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        List<Patch> patches,
        List<Generator> configMapGenerator,
        GeneratorOptions generatorOptions) {
    static final String FILE = "kustomization.yaml";

    record Patch(String path, Target target) {}

    record Target(String kind, String name) {
        boolean names(Manifest manifest) {
            return manifest.kind().equals(kind) && manifest.name().equals(name);
        }
    }

    record Generator(String name, List<String> files, Options options) {}

    record Options(Map<String, String> labels) {}

    /** Always true, because other manifests refer to the config maps by name. */
    record GeneratorOptions(boolean disableNameSuffixHash) {
        GeneratorOptions {
            if (!disableNameSuffixHash) {
                throw new IllegalArgumentException("expected disableNameSuffixHash to be true, got false");
            }
        }
    }

    /**
     * Renders a directory, as {@code kubectl kustomize DIRECTORY} does.
     *
     * @param visited receives every file that is read
     */
    static List<Manifest> render(Path directory, List<Path> visited) {
        var file = directory.resolve(FILE);
        visited.add(file);
        var kustomization = read(file, Kustomization.class);
        var manifests = new ArrayList<Manifest>();
        for (var resource : kustomization.resources()) {
            manifests.addAll(resource(directory.resolve(resource).normalize(), visited));
        }
        for (var generator : orEmpty(kustomization.configMapGenerator())) {
            manifests.add(generated(directory, generator, visited));
        }
        kustomization.setNamespace(manifests);
        for (var patch : orEmpty(kustomization.patches())) {
            patch(directory.resolve(patch.path()), patch.target(), manifests, visited);
        }
        return manifests;
    }

    private static List<Manifest> resource(Path path, List<Path> visited) {
        if (Files.isDirectory(path)) {
            return render(path, visited);
        }
        visited.add(path);
        return Manifest.read(path);
    }

    private static Manifest generated(Path directory, Generator generator, List<Path> visited) {
        var tree = Manifest.YAML.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        var metadata = tree.putObject("metadata").put("name", generator.name());
        if (generator.options() != null) {
            generator.options().labels().forEach(metadata.putObject("labels")::put);
        }
        var data = tree.putObject("data");
        for (var name : generator.files()) {
            var file = directory.resolve(name);
            visited.add(file);
            data.put(file.getFileName().toString(), text(file));
        }
        return new Manifest(directory.resolve(FILE), tree);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    private void setNamespace(List<Manifest> manifests) {
        if (namespace != null) {
            manifests.forEach(
                    manifest -> manifest.tree().withObject("/metadata").put("namespace", namespace));
        }
    }

    private static void patch(Path file, Target target, List<Manifest> manifests, List<Path> visited) {
        visited.add(file);
        var operations = read(file, JsonNode.class);
        if (manifests.stream().noneMatch(target::names)) {
            throw new IllegalStateException("expected a resource for the patch " + file + ", found no " + target);
        }
        manifests.replaceAll(manifest -> target.names(manifest)
                ? new Manifest(manifest.file(), (ObjectNode) JsonPatch.apply(operations, manifest.tree()))
                : manifest);
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return Manifest.YAML.readValue(file.toFile(), type);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a " + type.getSimpleName() + " in " + file, e);
        }
    }
}
