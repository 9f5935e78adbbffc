package io.realign.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parsed manifests of a directory. */
record RenderedManifests(List<HasMetadata> resources) {
    static final RenderedManifests BASE =
            new RenderedManifests(Kustomization.render(Manifest.ROOT.resolve("base"), new ArrayList<>()).stream()
                    .map(ManifestParser::parse)
                    .toList());

    <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast);
    }

    List<String> names(String kind) {
        return resources.stream()
                .filter(resource -> resource.getKind().equals(kind))
                .map(resource -> resource.getMetadata().getName())
                .toList();
    }

    Stream<Workload> workloads() {
        return resources.stream().flatMap(Workload::of);
    }

    Map<String, String> settings(String configMap) {
        return all(ConfigMap.class)
                .filter(map -> map.getMetadata().getName().equals(configMap))
                .findFirst()
                .orElseThrow()
                .getData();
    }
}
