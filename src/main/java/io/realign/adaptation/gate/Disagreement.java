package io.realign.adaptation.gate;

/**
 * A row of the window to which incumbent and candidate give different answers.
 *
 * @param index its place in the window, from 0
 * @param servingClass the class that the incumbent names
 * @param candidateClass the one that the candidate names
 */
public record Disagreement(int index, int servingClass, int candidateClass) {}
