package io.realign.learning.portfolio;

import io.realign.adaptation.Disagreement;
import io.realign.adaptation.Evaluation;
import io.realign.adaptation.LabelRequest;
import io.realign.adaptation.Verdict;
import io.realign.adaptation.Vote;
import io.realign.learning.diagnosis.NamedCase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of a portfolio.
 *
 * @param named what kind of shift there is
 * @param trials every candidate, in the order in which they were made
 * @param chosen the one that takes the incumbent's place; none if the incumbent stays
 * @param unsure rows of the target whose labels would tell whether the nearest candidate is better; none if one was chosen, or
 *     if it is clear that none should be
 * @param left names of recipes that were not tried, since the time was over
 */
public record Choice(
        NamedCase named, List<Trial> trials, Optional<Trial> chosen, List<Disagreement> unsure, List<String> left) {
    public Choice {
        trials = List.copyOf(trials);
        unsure = List.copyOf(unsure);
        left = List.copyOf(left);
    }

    /** Of all trials the one that explains the target best, accepted or not; none if nothing was tried. */
    public Optional<Trial> nearest() {
        return chosen.or(() -> best(trials.stream()));
    }

    /**
     * What was seen of the {@link #nearest} trial, beside the model that serves.
     *
     * @param eventIds those of the rows of the target
     * @param labels the names of the classes
     */
    public Evaluation evaluation(List<String> eventIds, List<String> labels) {
        // The first candidate is made from the model that serves, later ones perhaps from the first.
        return new Evaluation(
                trials.stream().findFirst().flatMap(trial -> trial.evidence().incumbentEstimate()),
                nearest().flatMap(trial -> trial.evidence().candidateEstimate()),
                trials.stream().map(Trial::judged).toList(),
                unsure.stream()
                        .map(row -> new LabelRequest(
                                eventIds.get(row.row()), labels.get(row.incumbent()), labels.get(row.candidate())))
                        .toList());
    }

    static Optional<Trial> best(Stream<Trial> trials) {
        return trials.max(Comparator.comparingDouble(Trial::score));
    }

    /** What is said of the {@link #nearest} trial; if nothing was tried, why. */
    public Verdict verdict() {
        return nearest()
                .map(Trial::verdict)
                .orElseGet(() -> new Verdict(
                        "kind of shift",
                        named.evidence().stream()
                                .map(finding -> new Vote(
                                        finding.name(),
                                        finding.value(),
                                        finding.band().high(),
                                        false,
                                        finding.says()))
                                .toList()));
    }
}
