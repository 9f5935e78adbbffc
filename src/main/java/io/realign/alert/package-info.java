/**
 * <b>Alert: different enough, for long enough?</b>
 *
 * <p>In: sketches of the newest events. Out: one {@link io.realign.alert.DriftAlert} per change, which names the exact
 * offsets that moved. Next room: {@code io.realign.adaptation}.
 *
 * <p>Invariant: one alert per episode; an episode ends only with the verdict on its adaptation.
 */
package io.realign.alert;
