package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftType;
import java.util.List;

/**
 * The type of shift and its findings.
 *
 * @param shiftType {@link ShiftType#OUTLIER_SOURCE} if a source contradicts the others, else the type of shift of the target
 * @param targetShiftType type of shift between the target and the sources that agree
 * @param classShareAgreement 1 minus the total variation distance between the class shares of the target and of the sources
 *     that agree; 1 if the distance is insignificant
 * @param outlierSources names of the sources that contradict the others
 * @param findings findings in the order of the checks
 */
public record ShiftClassification(
        ShiftType shiftType,
        ShiftType targetShiftType,
        double classShareAgreement,
        List<String> outlierSources,
        List<Finding> findings) {
    public ShiftClassification {
        outlierSources = List.copyOf(outlierSources);
        findings = List.copyOf(findings);
    }
}
