/**
 * <b>Window: how are the events of a window distributed?</b>
 *
 * <p>In: events. Out: {@link io.realign.window.Sketch sketches} that merge by addition, and a
 * {@link io.realign.window.DriftWindow} with the distance of each window from its reference. Used by
 * {@code io.realign.alert}.
 *
 * <p>Invariant: a sketch does not depend on how its events were split.
 */
package io.realign.window;
