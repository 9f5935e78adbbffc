package io.realign.adapter.adaptation;

import io.realign.learning.portfolio.Choice;
import io.realign.learning.portfolio.Incumbent;
import io.realign.learning.portfolio.Material;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.training.Sources;
import java.time.Duration;

/**
 * Trains on from the incumbent and has the candidates judged. The same material and seed lead to the same bytes, as long as
 * the time is enough for all of them.
 *
 * @param portfolio makes and judges them
 * @param budget processor time after which no other candidate is begun
 */
public record Attempt(Portfolio portfolio, Duration budget) {
    /**
     * What came of it.
     *
     * @throws IllegalArgumentException if the material or the incumbent cannot be trained on
     * @throws io.realign.learning.training.TrainingException if a loss stops being a number
     * @throws StoppedException if the program is being stopped
     */
    public Choice make(Incumbent incumbent, Material material, long seed, Course course) {
        course.enter(
                Stage.TRAINING,
                "%d source rows, %d target rows, seed %d"
                        .formatted(material.source().size(), material.target().length, seed));
        Choice choice = portfolio.run(
                incumbent,
                Sources.of(material.source()),
                material.holdOut(),
                material.target(),
                material.probe(),
                seed,
                budget.toNanos(),
                course);
        course.enter(
                Stage.JUDGING,
                "%d candidates, %d source rows held out, %s"
                        .formatted(
                                choice.trials().size(),
                                material.holdOut().size(),
                                choice.chosen()
                                        .map(trial -> trial.recipe().name() + " chosen")
                                        .orElse("none chosen")));
        return choice;
    }
}
