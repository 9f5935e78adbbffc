package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {
    /** Objects with free keys. */
    private static final String OPEN = ".*/(labels|matchLabels|data|config|flinkConfiguration|limits|requests)";

    private static final String OPEN_IN_SERVICE = "/spec/selector";

    static Stream<Manifest> manifests() {
        return Stream.of("base", "overlays/cpu", "overlays/kafka-security")
                .flatMap(directory ->
                        Kustomization.render(Manifest.ROOT.resolve(directory), new ArrayList<>()).stream());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifest_isParsed(Manifest manifest) {
        var typed = ManifestParser.parse(manifest);

        assertThat(typed.getMetadata().getName()).isEqualTo(manifest.name());
        assertThat(typed.getMetadata().getNamespace()).isEqualTo("realign");
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void unknownFieldAtAnyDepth_isRejected(Manifest manifest) {
        var paths = new ArrayList<String>();
        collectObjects(manifest.tree(), "", paths);
        assertThat(paths).hasSizeGreaterThanOrEqualTo(2);

        for (var path : paths) {
            var invalid = manifest.copy();
            ((ObjectNode) invalid.tree().at(path)).put("unknownField", "1");
            if (allowsAnyKey(manifest, path)) {
                assertThatCode(() -> ManifestParser.parse(invalid))
                        .as("a free key at %s", path)
                        .doesNotThrowAnyException();
            } else {
                assertThatIllegalArgumentException()
                        .as("an unknown field at '%s' of %s", path, manifest)
                        .isThrownBy(() -> ManifestParser.parse(invalid))
                        .havingCause()
                        .withMessageContaining("unknownField");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void unknownKind_isRejected(Manifest manifest) {
        var invalid = manifest.copy();
        invalid.tree().put("kind", manifest.kind() + "s");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestParser.parse(invalid))
                .withMessageContaining(manifest.kind() + "s");
    }

    private static boolean allowsAnyKey(Manifest manifest, String path) {
        return path.matches(OPEN) || (manifest.kind().equals("Service") && path.equals(OPEN_IN_SERVICE));
    }

    private static void collectObjects(JsonNode node, String path, List<String> paths) {
        if (node.isObject()) {
            paths.add(path);
            node.properties()
                    .forEach(field -> collectObjects(
                            field.getValue(),
                            path + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                            paths));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collectObjects(node.get(i), path + "/" + i, paths);
        }
    }
}
