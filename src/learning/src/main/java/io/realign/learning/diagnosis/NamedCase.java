package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftCase;
import java.util.List;

/**
 * The kind of shift, and why.
 *
 * @param shiftCase what kind it is
 * @param evidence what was looked at, in order
 */
public record NamedCase(ShiftCase shiftCase, List<Finding> evidence) {
    public NamedCase {
        evidence = List.copyOf(evidence);
    }
}
