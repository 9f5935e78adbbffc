package io.realign.adaptation.gate;

/**
 * An event whose label would show which of two models is better.
 *
 * @param eventId id of the event
 * @param servingLabel class predicted by the serving model
 * @param candidateLabel class predicted by the candidate
 */
public record LabelRequest(String eventId, String servingLabel, String candidateLabel) {}
