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
import java.util.Objects;

/** The part of kustomize that our folders use: resources, a namespace, and JSON patches. Any other key is refused. */
record Kustomization(String apiVersion, String kind, String namespace, List<String> resources, List<Patch> patches) {
    static final String FILE = "kustomization.yaml";

    record Patch(String path, Target target) {}

    record Target(String kind, String name) {
        boolean names(Manifest manifest) {
            return manifest.kind().equals(kind) && manifest.name().equals(name);
        }
    }

    /**
     * What {@code kubectl kustomize FOLDER} prints.
     *
     * @param visited receives every file that was read on the way
     */
    static List<Manifest> render(Path folder, List<Path> visited) {
        var file = folder.resolve(FILE);
        visited.add(file);
        var kustomization = read(file, Kustomization.class);
        var manifests = new ArrayList<Manifest>();
        for (var resource : kustomization.resources()) {
            manifests.addAll(resource(folder.resolve(resource).normalize(), visited));
        }
        kustomization.place(manifests);
        for (var patch : Objects.requireNonNullElse(kustomization.patches(), List.<Patch>of())) {
            patch(folder.resolve(patch.path()), patch.target(), manifests, visited);
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

    private void place(List<Manifest> manifests) {
        if (namespace != null) {
            manifests.forEach(
                    manifest -> manifest.tree().withObject("/metadata").put("namespace", namespace));
        }
    }

    private static void patch(Path file, Target target, List<Manifest> manifests, List<Path> visited) {
        visited.add(file);
        var operations = read(file, JsonNode.class);
        if (manifests.stream().noneMatch(target::names)) {
            throw new IllegalStateException("expected a resource that " + file + " patches, there is no " + target);
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
