package io.realign.learning.portfolio;

import io.realign.learning.diagnosis.NamedCase;
import java.util.List;
import java.util.Optional;

/**
 * What came of a portfolio.
 *
 * @param named what kind of shift there is
 * @param trials every candidate, in the order in which they were made
 * @param chosen the one that takes the incumbent's place; none if the incumbent stays
 * @param left names of recipes that were not tried, since the time was over
 */
public record Choice(NamedCase named, List<Trial> trials, Optional<Trial> chosen, List<String> left) {
    public Choice {
        trials = List.copyOf(trials);
        left = List.copyOf(left);
    }
}
