package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.TransferCase;
import java.util.List;
import java.util.stream.Stream;

/**
 * Findings about the shift that determine the recommendation.
 *
 * @param distances distances between the domains, in the inputs and embeddings of the model
 * @param removedByStandardisation fraction of the distance between the inputs that standardisation per domain removes
 * @param overlap how well a classifier separates the embeddings of the domains
 * @param discriminantAgreement agreement between the model and a linear discriminant on the target
 */
record Findings(
        ShiftClassification shift,
        List<Finding> distances,
        Finding removedByStandardisation,
        Finding overlap,
        Finding discriminantAgreement) {
    boolean classSharesShifted() {
        return shift.targetShiftType() == ShiftType.LABEL || shift.targetShiftType() == ShiftType.BOTH;
    }

    boolean noShift() {
        return !classSharesShifted() && distances.stream().allMatch(Finding::isExpected);
    }

    boolean onlyClassSharesShifted() {
        return shift.targetShiftType() == ShiftType.LABEL;
    }

    boolean hasOutlierSource() {
        return shift.shiftType() == ShiftType.OUTLIER_SOURCE;
    }

    TransferCase transferCase() {
        return TransferCase.of(TransferCase.overlap(overlap.value()), shift.classShareAgreement());
    }

    /** All findings in the order of the checks. */
    List<Finding> all() {
        return Stream.of(shift.findings(), distances, List.of(removedByStandardisation, overlap, discriminantAgreement))
                .flatMap(List::stream)
                .toList();
    }
}
