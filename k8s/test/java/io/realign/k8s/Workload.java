package io.realign.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;

/** The pods of a Deployment or FlinkDeployment. */
record Workload(String owner, String account, int count, PodTemplateSpec template) {
    static Stream<Workload> of(HasMetadata resource) {
        if (resource instanceof Deployment deployment) {
            var spec = deployment.getSpec();
            var account = spec.getTemplate().getSpec().getServiceAccountName();
            return Stream.of(new Workload(name(resource), account, spec.getReplicas(), spec.getTemplate()));
        }
        if (resource instanceof FlinkDeployment flink) {
            var spec = flink.getSpec();
            var slots = Integer.parseInt(spec.getFlinkConfiguration().get("taskmanager.numberOfTaskSlots"));
            var count = spec.getJobManager().getReplicas() + spec.getJob().getParallelism() / slots;
            return Stream.of(new Workload(name(resource), spec.getServiceAccount(), count, spec.getPodTemplate()));
        }
        return Stream.empty();
    }

    boolean hasLabels(Map<String, String> labels) {
        return template.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
    }

    PodSpec spec() {
        return template.getSpec();
    }

    List<Container> containers() {
        return spec().getContainers();
    }

    Stream<String> configMaps() {
        return containers().stream()
                .flatMap(container -> container.getEnvFrom().stream())
                .map(source -> source.getConfigMapRef().getName());
    }

    Stream<String> persistentVolumeClaims() {
        return spec().getVolumes().stream()
                .map(volume -> volume.getPersistentVolumeClaim())
                .filter(Objects::nonNull)
                .map(claim -> claim.getClaimName());
    }

    private static String name(HasMetadata resource) {
        return resource.getMetadata().getName();
    }

    @Override
    public String toString() {
        return owner;
    }
}
