package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void selectors_findPods() {
        var budgets = Cluster.BASE.all(PodDisruptionBudget.class).map(budget -> budget.getSpec()
                .getSelector());
        var policies = Cluster.BASE.all(NetworkPolicy.class).map(policy -> policy.getSpec()
                .getPodSelector());
        var services =
                Cluster.BASE.all(Service.class).map(service -> service.getSpec().getSelector());
        var selectors = Stream.of(budgets, policies, peers())
                .flatMap(all -> all.map(LabelSelector::getMatchLabels))
                .toList();

        assertThat(Stream.concat(selectors.stream(), services))
                .hasSizeGreaterThan(8)
                .allSatisfy(labels -> assertThat(Cluster.BASE.pods())
                        .as("pods that carry %s", labels)
                        .anyMatch(pod -> pod.carries(labels)));
    }

    @Test
    void deployments_selectTheirOwnPods() {
        assertThat(Cluster.BASE.all(Deployment.class)).hasSize(1).allSatisfy(deployment -> {
            var labels = deployment.getSpec().getSelector().getMatchLabels();
            assertThat(Cluster.BASE.pods().filter(pod -> pod.carries(labels)))
                    .extracting(Pod::owner)
                    .containsExactly(deployment.getMetadata().getName());
        });
    }

    /** Else a node that holds one of the pods could never be drained. */
    @Test
    void budgets_leaveRoomForOneEviction() {
        assertThat(Cluster.BASE.all(PodDisruptionBudget.class)).hasSize(3).allSatisfy(budget -> {
            var spec = budget.getSpec();
            var pods = Cluster.BASE
                    .pods()
                    .filter(pod -> pod.carries(spec.getSelector().getMatchLabels()));
            var count = pods.mapToInt(Pod::count).sum();
            var kept = spec.getMinAvailable() == null
                    ? count - spec.getMaxUnavailable().getIntVal()
                    : spec.getMinAvailable().getIntVal();
            assertThat(count - kept).isEqualTo(1);
        });
    }

    @Test
    void roleBindings_joinARoleAndAnAccountThatExist() {
        assertThat(Cluster.BASE.all(RoleBinding.class)).hasSize(2).allSatisfy(binding -> {
            assertThat(Cluster.BASE.names("Role")).contains(binding.getRoleRef().getName());
            assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
                assertThat(Cluster.BASE.names("ServiceAccount")).contains(subject.getName());
                assertThat(subject.getNamespace())
                        .isEqualTo(binding.getMetadata().getNamespace());
            });
        });
    }

    /** The pods of ours that a policy opens a way from or to; those of others cannot be looked up here. */
    private static Stream<LabelSelector> peers() {
        return Cluster.BASE
                .all(NetworkPolicy.class)
                .map(NetworkPolicy::getSpec)
                .flatMap(spec -> Stream.concat(
                        spec.getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
                        spec.getEgress().stream().flatMap(rule -> rule.getTo().stream())))
                .filter(ReferenceTest::isOurs)
                .map(NetworkPolicyPeer::getPodSelector);
    }

    private static boolean isOurs(NetworkPolicyPeer peer) {
        return peer.getNamespaceSelector() == null
                && !peer.getPodSelector().getMatchLabels().containsKey("strimzi.io/cluster");
    }
}
