package io.realign.window;

/**
 * What newer events are compared with.
 *
 * @param name {@link DriftWindow#SOURCE}, or the id of the alert whose window it is
 * @param sketch of its events
 */
public record Reference(String name, Sketch sketch) {}
