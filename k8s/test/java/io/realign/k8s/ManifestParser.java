package io.realign.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.FlinkVersion;

/** Parses a manifest to the Java class of its kind, and rejects unknown fields. */
final class ManifestParser {
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class),
            Map.entry("flink.apache.org/v1beta1/FlinkDeployment", FlinkDeployment.class));

    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new StrictAnnotationIntrospector())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
            .build();

    private ManifestParser() {}

    /** @throws IllegalArgumentException if the kind or a field is unknown */
    static HasMetadata parse(Manifest manifest) {
        var type = TYPES.get(manifest.type());
        if (type == null) {
            throw new IllegalArgumentException("expected one of " + TYPES.keySet() + ", got " + manifest.type());
        }
        try {
            return STRICT.treeToValue(withPublishedFlinkVersion(manifest).tree(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected only fields of " + manifest.type() + " in " + manifest, e);
        }
    }

    /**
     * Replaces {@code flinkVersion}: the published classes of the Flink operator lack Flink 2.2. {@link FlinkDeploymentTest}
     * checks the field.
     */
    private static Manifest withPublishedFlinkVersion(Manifest manifest) {
        if (!manifest.kind().equals("FlinkDeployment")) {
            return manifest;
        }
        var known = manifest.copy();
        ((ObjectNode) known.tree().get("spec"))
                .put("flinkVersion", FlinkVersion.current().name());
        return known;
    }
}
