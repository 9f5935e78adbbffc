package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftCase;
import java.util.List;

/**
 * The kind of shift, and why.
 *
 * @param shiftCase what kind it is
 * @param ofTarget what kind lies between the target and those sources that agree
 * @param agreement how far the shares of the classes agree between the target and those sources, 0 to 1: 1 less their total
 *     variation, or 1 where chance explains it
 * @param outlying names of the sources that contradict the others
 * @param evidence what was looked at, in order
 */
public record NamedCase(
        ShiftCase shiftCase, ShiftCase ofTarget, double agreement, List<String> outlying, List<Finding> evidence) {
    public NamedCase {
        outlying = List.copyOf(outlying);
        evidence = List.copyOf(evidence);
    }
}
