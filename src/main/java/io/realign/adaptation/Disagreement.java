package io.realign.adaptation;

/**
 * A row of the window to which incumbent and candidate give different answers.
 *
 * @param row its place in the window, from 0
 * @param incumbent the class that the incumbent names
 * @param candidate the one that the candidate names
 */
public record Disagreement(int row, int incumbent, int candidate) {}
