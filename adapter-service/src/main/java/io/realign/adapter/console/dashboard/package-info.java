/**
 * <b>Dashboard: what is the status of every domain?</b>
 *
 * <p>In: the records of Kafka topics. Out: a {@link io.realign.adapter.console.dashboard.LiveView live view} of the newest
 * messages per domain, as a snapshot and as server-sent events.
 *
 * <p>Invariant: the view is derived from Kafka topics alone, so it is the same after a restart. Its size is bounded. No adaptation
 * or rollout depends on it.
 */
package io.realign.adapter.console.dashboard;
