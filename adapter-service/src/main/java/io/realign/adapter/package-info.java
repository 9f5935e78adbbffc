/**
 * <b>Adapter: what becomes of an alert?</b>
 *
 * <p>In: alerts, and the events that they name. Out: a release or a refusal for each alert, and the artifacts of every
 * release by their digest. Next room: {@code io.realign.rollout}, in the consumers.
 *
 * <p>Invariant: one alert, one adaptation, at most one release, however often the alert is delivered.
 */
package io.realign.adapter;
