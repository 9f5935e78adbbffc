/**
 * <b>Window: how are events distributed?</b>
 *
 * <p>In: events. Out: mergeable {@link io.realign.window.Sketch sketches}, and a
 * {@link io.realign.window.DriftWindow} with the distance of a window from its reference. Used by
 * {@code io.realign.alert}.
 *
 * <p>Invariant: the sketch of a set of events does not depend on the order in which they were merged.
 */
package io.realign.window;
