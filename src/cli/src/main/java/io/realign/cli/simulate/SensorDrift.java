package io.realign.cli.simulate;

/**
 * The truth about a drift.
 *
 * @param onset the first event that it touches, from 0
 * @param transitionEvents how many events it takes until it is complete, 0 for at once
 * @param endState the regime that it leads to
 */
public record SensorDrift(long onset, long transitionEvents, SensorState endState) {}
