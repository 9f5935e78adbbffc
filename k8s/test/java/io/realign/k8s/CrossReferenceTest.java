package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrossReferenceTest {
    @Test
    void selectors_matchPods() {
        var budgets = RenderedManifests.BASE.all(PodDisruptionBudget.class).map(budget -> budget.getSpec()
                .getSelector());
        var policies = RenderedManifests.BASE.all(NetworkPolicy.class).map(policy -> policy.getSpec()
                .getPodSelector());
        var services = RenderedManifests.BASE.all(Service.class).map(service -> service.getSpec()
                .getSelector());
        var selectors = Stream.of(budgets, policies, peers())
                .flatMap(all -> all.map(LabelSelector::getMatchLabels))
                .toList();

        assertThat(Stream.concat(selectors.stream(), services))
                .hasSizeGreaterThan(8)
                .allSatisfy(labels -> assertThat(RenderedManifests.BASE.workloads())
                        .as("pods that carry %s", labels)
                        .anyMatch(pod -> pod.hasLabels(labels)));
    }

    @Test
    void deployments_selectTheirOwnPods() {
        assertThat(RenderedManifests.BASE.all(Deployment.class)).hasSize(1).allSatisfy(deployment -> {
            var labels = deployment.getSpec().getSelector().getMatchLabels();
            assertThat(RenderedManifests.BASE.workloads().filter(pod -> pod.hasLabels(labels)))
                    .extracting(Workload::owner)
                    .containsExactly(deployment.getMetadata().getName());
        });
    }

    /** A budget without an allowed eviction would block node drains. */
    @Test
    void budgets_allowOneEviction() {
        assertThat(RenderedManifests.BASE.all(PodDisruptionBudget.class))
                .hasSize(3)
                .allSatisfy(budget -> {
                    var spec = budget.getSpec();
                    var pods = RenderedManifests.BASE
                            .workloads()
                            .filter(pod -> pod.hasLabels(spec.getSelector().getMatchLabels()));
                    var count = pods.mapToInt(Workload::count).sum();
                    var minAvailable = spec.getMinAvailable() == null
                            ? count - spec.getMaxUnavailable().getIntVal()
                            : spec.getMinAvailable().getIntVal();
                    assertThat(count - minAvailable).isEqualTo(1);
                });
    }

    @Test
    void adapterAddress_isAnAllowedHost() {
        var settings = RenderedManifests.BASE
                .all(ConfigMap.class)
                .map(ConfigMap::getData)
                .toList();
        var hosts = values(settings, "REALIGN_ADAPTER")
                .map(address -> URI.create(address).getHost())
                .toList();
        var allowed = values(settings, "REALIGN_ALLOWED_HOSTS")
                .flatMap(names -> Stream.of(names.split(",")))
                .toList();

        assertThat(hosts).hasSize(2).isSubsetOf(allowed);
    }

    private static Stream<String> values(List<Map<String, String>> settings, String name) {
        return settings.stream().map(data -> data.get(name)).filter(Objects::nonNull);
    }

    @Test
    void roleBindings_referToAnExistingRoleAndAccount() {
        assertThat(RenderedManifests.BASE.all(RoleBinding.class)).hasSize(2).allSatisfy(binding -> {
            assertThat(RenderedManifests.BASE.names("Role"))
                    .contains(binding.getRoleRef().getName());
            assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
                assertThat(RenderedManifests.BASE.names("ServiceAccount")).contains(subject.getName());
                assertThat(subject.getNamespace())
                        .isEqualTo(binding.getMetadata().getNamespace());
            });
        });
    }

    /** The selectors of Realign's pods in ingress and egress rules; other pods are unknown here. */
    private static Stream<LabelSelector> peers() {
        return RenderedManifests.BASE
                .all(NetworkPolicy.class)
                .map(NetworkPolicy::getSpec)
                .flatMap(spec -> Stream.concat(
                        spec.getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
                        spec.getEgress().stream().flatMap(rule -> rule.getTo().stream())))
                .filter(CrossReferenceTest::isOurs)
                .map(NetworkPolicyPeer::getPodSelector);
    }

    private static boolean isOurs(NetworkPolicyPeer peer) {
        return peer.getNamespaceSelector() == null
                && !peer.getPodSelector().getMatchLabels().containsKey("strimzi.io/cluster");
    }
}
