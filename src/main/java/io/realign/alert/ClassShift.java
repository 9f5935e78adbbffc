package io.realign.alert;

import io.realign.event.Preconditions;
import java.util.List;

/**
 * Attribution of drift to label shift. The classes are predicted by the serving model, since target labels are unknown.
 *
 * @param explainedFraction fraction of the squared distance that the change of the class shares explains, 0 to 1
 * @param pValue p-value of the test for equal class shares, 0 to 1
 * @param classes shares of each class
 */
public record ClassShift(double explainedFraction, double pValue, List<ClassShare> classes) {
    public ClassShift {
        Preconditions.requireFraction("explainedFraction", explainedFraction);
        Preconditions.requireFraction("pValue", pValue);
        classes = List.copyOf(classes);
    }
}
