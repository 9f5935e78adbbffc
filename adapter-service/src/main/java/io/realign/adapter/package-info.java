/**
 * <b>Adapter service: which model does a domain need now?</b>
 *
 * <p>In: drift alerts, and the events that they refer to. Out: a release or a rejection for every alert, and the artifacts of
 * every release by their digest.
 *
 * <p>Invariant: one alert leads to one adaptation and at most one release, however often the alert is delivered.
 */
package io.realign.adapter;
