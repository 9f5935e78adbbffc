package io.realign.adaptation.gate;

/**
 * A row of the window for which serving model and candidate predict different classes.
 *
 * @param index row of the window, from 0
 * @param servingClass class predicted by the serving model
 * @param candidateClass class predicted by the candidate
 */
public record Disagreement(int index, int servingClass, int candidateClass) {}
