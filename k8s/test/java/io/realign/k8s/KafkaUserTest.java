package io.realign.k8s;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.realign.schemas.KafkaGrant;
import io.realign.schemas.KafkaGrant.Operation;
import io.realign.schemas.KafkaGrant.Resource;
import io.realign.schemas.KafkaProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The users of the overlay for a secured cluster have the permissions of their programs. */
class KafkaUserTest {
    private static final Map<String, KafkaProgram> PROGRAMS = Map.of(
            "drift-job", KafkaProgram.DRIFT_JOB,
            "scoring-job", KafkaProgram.SCORING_JOB,
            "adapter-service", KafkaProgram.ADAPTER_SERVICE);

    private static final Map<String, Resource> RESOURCES = Map.of(
            "topic", Resource.TOPIC,
            "group", Resource.GROUP,
            "transactionalId", Resource.TRANSACTIONAL_ID);

    private final List<Manifest> manifests =
            Kustomization.render(Manifest.ROOT.resolve("overlays/kafka-security"), new ArrayList<>());

    @Test
    void users_haveThePermissionsOfTheirPrograms() {
        var users = manifests.stream()
                .filter(manifest -> manifest.kind().equals("KafkaUser"))
                .toList();

        assertThat(users).extracting(Manifest::name).containsExactlyInAnyOrderElementsOf(PROGRAMS.keySet());
        assertThat(users).allSatisfy(user -> assertThat(grants(user))
                .as(user.name())
                .containsExactlyInAnyOrderElementsOf(PROGRAMS.get(user.name()).grants()));
    }

    @Test
    void programs_connectAsTheirUsers_withTheFilesOfTheirSecrets() {
        assertThat(PROGRAMS.keySet()).allSatisfy(user -> {
            assertThat(named("ConfigMap", user + "-settings")
                            .tree()
                            .at("/data/REALIGN_KAFKA_USER")
                            .asText())
                    .isEqualTo(user);
            var pod = manifests.stream()
                    .filter(manifest -> manifest.name().equals(user))
                    .map(manifest -> manifest.tree().at("/spec"))
                    .map(spec -> spec.has("podTemplate") ? spec.at("/podTemplate/spec") : spec.at("/template/spec"))
                    .filter(JsonNode::isObject)
                    .findFirst()
                    .orElseThrow();
            assertThat(pod.findValuesAsText("mountPath")).contains("/kafka");
            assertThat(pod.findValues("secret").stream()
                            .map(secret -> secret.path("name").asText()))
                    .contains(user, "kafka-cluster-ca-cert");
        });
        assertThat(named("ConfigMap", "realign-settings").tree().at("/data").toString())
                .contains("kafka-kafka-bootstrap:9093", "SASL_SSL", "/kafka/password", "/kafka/ca.crt");
        assertThat(named("NetworkPolicy", "realign-kafka-and-dns")
                        .tree()
                        .at("/spec/egress/0/ports/0/port")
                        .asInt())
                .isEqualTo(9093);
    }

    private Manifest named(String kind, String name) {
        return manifests.stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<KafkaGrant> grants(Manifest user) {
        return stream(user.tree().at("/spec/authorization/acls"))
                .map(acl -> new KafkaGrant(
                        RESOURCES.get(acl.at("/resource/type").asText()),
                        acl.at("/resource/name").asText(),
                        acl.at("/resource/patternType").asText().equals("prefix"),
                        stream(acl.path("operations"))
                                .map(operation ->
                                        Operation.valueOf(operation.asText().toUpperCase(Locale.ROOT)))
                                .collect(toSet())))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
