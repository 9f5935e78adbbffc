package io.realign.adaptation.gate;

/**
 * One reason for or against a candidate.
 *
 * @param name what was looked at
 * @param value what was found
 * @param threshold where the line is
 * @param passed whether the value lies on the good side of it
 * @param reason the same as a sentence
 */
public record CheckResult(String name, double value, double threshold, boolean passed, String reason) {}
