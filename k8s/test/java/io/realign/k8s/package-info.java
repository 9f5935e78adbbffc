/**
 * <b>Are the Kubernetes manifests valid and consistent with the code?</b>
 *
 * <p>In: every YAML file below {@code k8s}. Out: a test failure for an unknown field, an unresolved reference, or a topic, setting
 * or version that the code does not have.
 *
 * <p>Invariant: the tests need no cluster. They do not prove that a cluster accepts the manifests.
 */
package io.realign.k8s;
