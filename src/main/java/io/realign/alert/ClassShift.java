package io.realign.alert;

import io.realign.event.Preconditions;
import java.util.List;

/**
 * Attribution of drift to label shift. Target labels are unknown, so the classes are predictions of the serving model.
 *
 * @param explainedFraction fraction of the discrepancy explained by the changed class shares, 0 to 1
 * @param pValue p-value of equal class shares, 0 to 1
 * @param classes share of each class
 */
public record ClassShift(double explainedFraction, double pValue, List<ClassShare> classes) {
    public ClassShift {
        Preconditions.requireFraction("explainedFraction", explainedFraction);
        Preconditions.requireFraction("pValue", pValue);
        classes = List.copyOf(classes);
    }
}
