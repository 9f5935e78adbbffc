package io.realign.adaptation;

/**
 * An event whose label would tell a good candidate from a bad one.
 *
 * @param eventId the event
 * @param incumbentLabel what the incumbent takes it for
 * @param candidateLabel what the candidate takes it for
 */
public record LabelRequest(String eventId, String incumbentLabel, String candidateLabel) {}
