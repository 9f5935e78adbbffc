package io.realign.cli.suites;

import io.realign.adaptation.ShiftCase;
import java.util.List;

/**
 * A task whose answer is known.
 *
 * @param name of the task
 * @param expected what kind of shift there is
 * @param classes how many
 * @param sources labelled tables to learn from, one or several
 * @param holdOut another labelled table, like the sources that agree
 * @param targets tables without labels, in the order in which they come
 * @param truths the labels of each target, for scoring alone
 */
public record Suite(
        String name,
        ShiftCase expected,
        int classes,
        List<Source> sources,
        Source holdOut,
        List<Target> targets,
        List<Truth> truths) {
    public Suite {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        truths = List.copyOf(truths);
        if (targets.size() != truths.size()) {
            throw new IllegalArgumentException("%s: expected a truth for each of %d targets, got %d"
                    .formatted(name, targets.size(), truths.size()));
        }
    }
}
