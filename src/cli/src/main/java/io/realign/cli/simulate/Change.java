package io.realign.cli.simulate;

/**
 * The truth about a drift.
 *
 * @param at the first event that it touches, from 0
 * @param over how many events it takes until it is complete, 0 for at once
 * @param to the regime that it leads to
 */
public record Change(long at, long over, Regime to) {}
