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
    /** Maps whose keys are ours to choose; every other object has the fields of its type. */
    private static final String OPEN = ".*/(labels|matchLabels|data|config|flinkConfiguration|limits|requests)";

    private static final String OPEN_IN_SERVICE = "/spec/selector";

    static Stream<Manifest> manifests() {
        return Stream.of("base", "overlays/cpu")
                .flatMap(folder -> Kustomization.render(Manifest.ROOT.resolve(folder), new ArrayList<>()).stream());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifest_isRead_whenItHasOnlyTheFieldsOfItsKind(Manifest manifest) {
        var typed = ManifestParser.parse(manifest);

        assertThat(typed.getMetadata().getName()).isEqualTo(manifest.name());
        assertThat(typed.getMetadata().getNamespace()).isEqualTo("realign");
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifest_isRefused_whenAnObjectAtAnyDepthHasAnUnknownField(Manifest manifest) {
        var places = new ArrayList<String>();
        collectObjects(manifest.tree(), "", places);
        assertThat(places).hasSizeGreaterThanOrEqualTo(2);

        for (var place : places) {
            var spoiled = manifest.copy();
            ((ObjectNode) spoiled.tree().at(place)).put("unheardOf", "1");
            if (allowsAnyKey(manifest, place)) {
                assertThatCode(() -> ManifestParser.parse(spoiled))
                        .as("a key of ours at %s", place)
                        .doesNotThrowAnyException();
            } else {
                assertThatIllegalArgumentException()
                        .as("an unknown field at '%s' of %s", place, manifest)
                        .isThrownBy(() -> ManifestParser.parse(spoiled))
                        .havingCause()
                        .withMessageContaining("unheardOf");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifest_isRefused_whenItsKindIsUnknown(Manifest manifest) {
        var spoiled = manifest.copy();
        spoiled.tree().put("kind", manifest.kind() + "s");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestParser.parse(spoiled))
                .withMessageContaining(manifest.kind() + "s");
    }

    private static boolean allowsAnyKey(Manifest manifest, String place) {
        return place.matches(OPEN) || (manifest.kind().equals("Service") && place.equals(OPEN_IN_SERVICE));
    }

    private static void collectObjects(JsonNode node, String place, List<String> places) {
        if (node.isObject()) {
            places.add(place);
            node.properties()
                    .forEach(field -> collectObjects(
                            field.getValue(),
                            place + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                            places));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collectObjects(node.get(i), place + "/" + i, places);
        }
    }
}
