package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftCase;
import java.util.List;

/**
 * The kind of shift, and why.
 *
 * @param shiftCase what kind it is
 * @param ofTarget what kind lies between the target and those sources that agree
 * @param outlying names of the sources that contradict the others
 * @param evidence what was looked at, in order
 */
public record NamedCase(ShiftCase shiftCase, ShiftCase ofTarget, List<String> outlying, List<Finding> evidence) {
    public NamedCase {
        outlying = List.copyOf(outlying);
        evidence = List.copyOf(evidence);
    }
}
