package io.realign.adaptation.gate;

/**
 * A row of the target window for which the serving model and the candidate predict different classes.
 *
 * @param index index of the row, from 0
 * @param servingClass index of the class that the serving model predicts
 * @param candidateClass index of the class that the candidate predicts
 */
public record Disagreement(int index, int servingClass, int candidateClass) {}
