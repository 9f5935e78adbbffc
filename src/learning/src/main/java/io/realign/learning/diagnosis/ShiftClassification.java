package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftType;
import java.util.List;

/**
 * The kind of shift, and why.
 *
 * @param shiftCase what kind it is
 * @param targetShift what kind lies between the target and those sources that agree
 * @param classShareAgreement how far the shares of the classes agree between the target and those sources, 0 to 1: 1 less their total
 *     variation, or 1 where chance explains it
 * @param outlyingSources names of the sources that contradict the others
 * @param findings what was looked at, in order
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
