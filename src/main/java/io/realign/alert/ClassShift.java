package io.realign.alert;

import java.util.List;

/**
 * Whether a domain has moved because its classes come in other shares. The classes are those that the live model
 * predicts: no label of a target event is known.
 *
 * @param explainedFraction of the discrepancy that the changed shares of the classes explain, 0 to 1
 * @param pValue how likely shares so different are without any change of them, 0 to 1
 * @param classes the share of each class
 */
public record ClassShift(double explainedFraction, double pValue, List<ClassShare> classes) {
    public ClassShift {
        if (!(explainedFraction >= 0 && explainedFraction <= 1)) {
            throw new IllegalArgumentException(
                    "expected a share of the discrepancy of 0 to 1, got " + explainedFraction);
        }
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("expected a p-value of 0 to 1, got " + pValue);
        }
        classes = List.copyOf(classes);
    }
}
