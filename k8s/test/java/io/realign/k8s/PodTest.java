package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodTest {
    static Stream<Workload> pods() {
        return RenderedManifests.BASE.workloads();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void pod_referencesExistingResources(Workload pod) {
        assertThat(RenderedManifests.BASE.names("ConfigMap"))
                .containsAll(pod.configMaps().toList());
        assertThat(RenderedManifests.BASE.names("PersistentVolumeClaim"))
                .containsAll(pod.persistentVolumeClaims().toList());
        assertThat(RenderedManifests.BASE.names("ServiceAccount")).contains(pod.account());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void container_mountsAllVolumesOfItsPod(Workload pod) {
        var volumes = pod.spec().getVolumes().stream().map(volume -> volume.getName());

        assertThat(pod.containers().stream()
                        .flatMap(c -> c.getVolumeMounts().stream())
                        .map(VolumeMount::getName)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(volumes.toList());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void container_hasMinimalPrivileges(Workload pod) {
        assertThat(pod.spec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.spec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.containers()).hasSize(1).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
        });
    }

    @Test
    void containers_haveLimits() {
        assertThat(RenderedManifests.BASE
                        .all(Deployment.class)
                        .flatMap(Workload::of)
                        .flatMap(pod -> pod.containers().stream()))
                .isNotEmpty()
                .allSatisfy(container -> assertThat(container.getResources().getLimits())
                        .containsKeys("cpu", "memory")
                        .containsEntry("nvidia.com/gpu", new Quantity("1")));
        assertThat(RenderedManifests.BASE.all(FlinkDeployment.class).map(FlinkDeployment::getSpec))
                .isNotEmpty()
                .allSatisfy(spec -> assertThat(List.of(
                                spec.getJobManager().getResource(),
                                spec.getTaskManager().getResource()))
                        .extracting(Resource::getCpu, Resource::getMemory)
                        .allSatisfy(limits -> assertThat(limits.toList()).doesNotContainNull()));
    }

    @Test
    void probes_useADeclaredPort() {
        var containers = RenderedManifests.BASE
                .all(Deployment.class)
                .flatMap(Workload::of)
                .flatMap(pod -> pod.containers().stream());

        assertThat(containers).isNotEmpty().allSatisfy(container -> {
            var ports =
                    container.getPorts().stream().map(ContainerPort::getName).toList();
            assertThat(Stream.of(
                                    container.getLivenessProbe(),
                                    container.getReadinessProbe(),
                                    container.getStartupProbe())
                            .map(Probe::getHttpGet))
                    .allSatisfy(get -> {
                        assertThat(get.getPath()).isIn("/q/health/live", "/q/health/ready");
                        assertThat(get.getPort().getStrVal()).isIn(ports);
                    });
        });
    }
}
