package io.realign.learning.portfolio;

import io.realign.adaptation.AnswerChange;
import io.realign.adaptation.Evidence;
import io.realign.adaptation.JudgedCandidate;
import io.realign.adaptation.Verdict;
import io.realign.adaptation.Vote;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import java.util.List;

/**
 * A candidate that has been judged.
 *
 * @param recipe how it was made
 * @param candidate the model
 * @param evidence what it was judged by
 * @param change how its answers to the window differ from those of the model that serves
 * @param verdicts what the gates say of it that judge such a candidate, at least one
 * @param advice votes that refuse nothing
 * @param score how well its answers explain the target, higher is better: by the likelihood of a
 *     {@link io.realign.learning.committee.Committee}, or where there is none by their
 *     {@link io.realign.adaptation.NeighbourhoodDensity}
 */
public record Trial(
        Recipe recipe,
        Candidate candidate,
        Evidence evidence,
        AnswerChange change,
        List<Verdict> verdicts,
        List<Vote> advice,
        double score) {
    public Trial {
        verdicts = List.copyOf(verdicts);
        advice = List.copyOf(advice);
    }

    /** What was said of it. */
    JudgedCandidate judged() {
        return new JudgedCandidate(recipe.name(), verdict().accepted(), evidence.candidateEstimate(), verdicts, advice);
    }

    /** It is accepted if one gate accepts it: the first that does, or else the first of all. */
    public Verdict verdict() {
        return verdicts.stream().filter(Verdict::accepted).findFirst().orElse(verdicts.get(0));
    }
}
