/**
 * <b>Window: what has a stretch of events looked like?</b>
 *
 * <p>In: events. Out: {@link io.realign.window.Sketch sketches} that merge by addition, and for every stretch a
 * {@link io.realign.window.DriftWindow} that says how far it lies from its reference. Next room:
 * {@code io.realign.alert}.
 *
 * <p>Invariant: a sketch does not depend on how its stretch was split.
 */
package io.realign.window;
