package io.realign.adaptation.gate;

/**
 * Request for the label of an event for which the serving model and a candidate predict different classes.
 *
 * @param eventId id of the event
 * @param servingLabel name of the class that the serving model predicts
 * @param candidateLabel name of the class that the candidate predicts
 */
public record LabelRequest(String eventId, String servingLabel, String candidateLabel) {}
