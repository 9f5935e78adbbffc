package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.TransferCase;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the target differs from the source, by what it can decide.
 *
 * @param shift the kind of shift, with its evidence
 * @param distances the distances of the domains as the model sees them: of its inputs, and of its features
 * @param removedByStandardisation what part of the distance of its inputs the domains' own statistics take away
 * @param overlap how well the domains are told apart by its features
 * @param discriminantAgreement how often an unlike learner of the same source says the same of the target
 */
record Findings(
        ShiftClassification shift,
        List<Finding> distances,
        Finding removedByStandardisation,
        Finding overlap,
        Finding discriminantAgreement) {
    /** Whether classes occur in other shares. */
    boolean classSharesShifted() {
        return shift.targetShift() == ShiftType.LABEL || shift.targetShift() == ShiftType.BOTH;
    }

    boolean noShift() {
        return !classSharesShifted() && distances.stream().allMatch(Finding::isExpected);
    }

    /** Whether the shares of the classes alone explain how the target looks. */
    boolean onlyClassSharesShifted() {
        return shift.targetShift() == ShiftType.LABEL;
    }

    /** Whether a source contradicts the others. */
    boolean hasOutlyingSource() {
        return shift.shiftCase() == ShiftType.OUTLIER_SOURCE;
    }

    TransferCase transferCase() {
        return TransferCase.of(TransferCase.overlap(overlap.value()), shift.classShareAgreement());
    }

    /** All of them, in the order in which they were looked at. */
    List<Finding> all() {
        return Stream.of(shift.findings(), distances, List.of(removedByStandardisation, overlap, discriminantAgreement))
                .flatMap(List::stream)
                .toList();
    }
}
