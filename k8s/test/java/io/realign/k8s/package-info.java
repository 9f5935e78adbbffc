/**
 * <b>Are the manifests what they say?</b>
 *
 * <p>In: every YAML file below {@code k8s}. Out: nothing; a manifest with an unknown field, a reference to nothing, or
 * a topic, setting or version that the code does not know, is red.
 *
 * <p>Invariant: nothing here needs a cluster, and nothing here proves that a cluster accepts the manifests.
 */
package io.realign.k8s;
