/**
 * <b>Instance: may this process act, and what could it not process?</b>
 *
 * <p>In: the assignment of the topic {@code drift.alerts}, and failures. Out: the state of the process for health check, API and
 * metrics.
 *
 * <p>Invariant: at most one process of a cluster is the leader. A process that is not the leader writes to no topic.
 */
package io.realign.adapter.instance;
