package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final Map<String, String> REALIGN = Map.of("app.kubernetes.io/part-of", "realign");

    private static final List<String> JOBS = List.of("scoring-job", "drift-job");

    private static final String PROMETHEUS = "realign-prometheus";

    private final Workload adapter = pod("adapter-service");

    @Test
    void everyPod_deniesTrafficByDefault() {
        assertThat(RenderedManifests.BASE.workloads()).hasSize(3).allMatch(pod -> pod.hasLabels(REALIGN));
        assertThat(RenderedManifests.BASE.all(NetworkPolicy.class).map(NetworkPolicy::getSpec))
                .anySatisfy(spec -> {
                    assertThat(spec.getPodSelector().getMatchLabels()).isEqualTo(REALIGN);
                    assertThat(spec.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
                    assertThat(spec.getIngress()).isEmpty();
                    assertThat(spec.getEgress()).isEmpty();
                });
    }

    @Test
    void adapter_acceptsOnlyTheJobs_onOnePort() {
        var service = RenderedManifests.BASE.all(Service.class).toList();
        var port = adapter.containers().get(0).getPorts().get(0);
        var rules = policies(adapter)
                .filter(policy -> !policy.getMetadata().getName().equals(PROMETHEUS))
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .toList();

        assertThat(service).hasSize(1);
        var servicePort = service.get(0).getSpec().getPorts().get(0);
        assertThat(servicePort.getTargetPort().getStrVal()).isEqualTo(port.getName());
        assertThat(RenderedManifests.BASE.settings("adapter-service-settings"))
                .containsEntry("QUARKUS_HTTP_PORT", port.getContainerPort().toString());
        assertThat(JOBS).allSatisfy(job -> assertThat(RenderedManifests.BASE.settings(job + "-settings"))
                .containsEntry("REALIGN_ADAPTER", "http://adapter-service:" + servicePort.getPort()));
        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.getFrom())
                    .extracting(peer -> peer.getPodSelector().getMatchLabels())
                    .containsExactlyInAnyOrderElementsOf(JOBS.stream()
                            .map(job -> Map.of("app.kubernetes.io/name", job))
                            .toList());
            assertThat(rule.getPorts())
                    .extracting(allowed -> allowed.getPort().getIntVal())
                    .containsExactly(port.getContainerPort());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"scoring-job", "drift-job"})
    void job_mayConnectToTheAdapterPort(String job) {
        var egress = policies(pod(job))
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .filter(rule -> rule.getTo().stream().anyMatch(peer -> Map.of("app.kubernetes.io/name", adapter.owner())
                        .equals(peer.getPodSelector().getMatchLabels())));

        assertThat(egress)
                .flatExtracting(rule -> rule.getPorts())
                .extracting(allowed -> allowed.getPort().getIntVal())
                .containsExactly(adapter.containers().get(0).getPorts().get(0).getContainerPort());
    }

    @Test
    void prometheus_mayScrapeEveryDeclaredPort() {
        assertThat(RenderedManifests.BASE
                        .all(NetworkPolicy.class)
                        .filter(policy -> policy.getMetadata().getName().equals(PROMETHEUS)))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                            .isEqualTo(REALIGN);
                    assertThat(policy.getSpec().getIngress())
                            .flatExtracting(rule -> rule.getPorts())
                            .extracting(allowed -> allowed.getPort().getIntVal())
                            .containsExactlyInAnyOrderElementsOf(RenderedManifests.BASE
                                    .workloads()
                                    .flatMap(pod -> pod.containers().stream())
                                    .flatMap(container -> container.getPorts().stream())
                                    .map(port -> port.getContainerPort())
                                    .distinct()
                                    .toList());
                });
    }

    @Test
    void adapterEgress_isKafkaAndDnsOnly() {
        var brokerPort = Integer.valueOf(RenderedManifests.BASE
                .settings("realign-settings")
                .get("REALIGN_BOOTSTRAP")
                .split(":", 2)[1]);

        assertThat(policies(adapter).flatMap(policy -> policy.getSpec().getEgress().stream()))
                .hasSize(2)
                .allSatisfy(rule -> assertThat(rule.getTo()).isNotEmpty())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(allowed -> allowed.getPort().getIntVal())
                .containsExactlyInAnyOrder(brokerPort, 53, 53);
    }

    private static Workload pod(String owner) {
        return RenderedManifests.BASE
                .workloads()
                .filter(pod -> pod.owner().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<NetworkPolicy> policies(Workload pod) {
        return RenderedManifests.BASE
                .all(NetworkPolicy.class)
                .filter(policy ->
                        pod.hasLabels(policy.getSpec().getPodSelector().getMatchLabels()));
    }
}
