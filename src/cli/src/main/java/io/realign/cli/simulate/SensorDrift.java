package io.realign.cli.simulate;

/**
 * A simulated drift.
 *
 * @param onset first affected event, from 0
 * @param transitionEvents number of events of the transition; 0 for an abrupt drift
 * @param endState sensor state after the transition
 */
public record SensorDrift(long onset, long transitionEvents, SensorState endState) {}
