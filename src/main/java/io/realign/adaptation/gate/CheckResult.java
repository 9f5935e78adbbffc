package io.realign.adaptation.gate;

/**
 * Result of one check, of a candidate by a gate or of a release during its rollout.
 *
 * @param name name of the check
 * @param value measured value
 * @param threshold threshold of the value
 * @param passed whether the value is on the accepted side of the threshold
 * @param reason description of the result
 */
public record CheckResult(String name, double value, double threshold, boolean passed, String reason) {}
