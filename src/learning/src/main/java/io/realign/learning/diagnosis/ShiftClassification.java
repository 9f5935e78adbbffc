package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftType;
import java.util.List;

/**
 * The kind of shift and its findings.
 *
 * @param shiftCase kind of shift, including outlying sources
 * @param targetShift kind of shift between the target and the sources that agree
 * @param classShareAgreement agreement of the class shares of the target and those sources: 1 minus the total variation, or 1
 *     if the shift is insignificant
 * @param outlyingSources names of the sources that contradict the others
 * @param findings findings in the order of the checks
 */
public record ShiftClassification(
        ShiftType shiftCase,
        ShiftType targetShift,
        double classShareAgreement,
        List<String> outlyingSources,
        List<Finding> findings) {
    public ShiftClassification {
        outlyingSources = List.copyOf(outlyingSources);
        findings = List.copyOf(findings);
    }
}
