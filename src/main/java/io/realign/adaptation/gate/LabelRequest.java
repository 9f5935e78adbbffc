package io.realign.adaptation.gate;

/**
 * An event whose label would tell a good candidate from a bad one.
 *
 * @param eventId the event
 * @param servingLabel what the incumbent takes it for
 * @param candidateLabel what the candidate takes it for
 */
public record LabelRequest(String eventId, String servingLabel, String candidateLabel) {}
