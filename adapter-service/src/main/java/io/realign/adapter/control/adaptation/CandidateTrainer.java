package io.realign.adapter.control.adaptation;

import io.realign.learning.portfolio.AdaptationDataset;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.portfolio.SelectionResult;
import io.realign.learning.portfolio.ServingModel;
import io.realign.learning.training.TrainingSources;
import java.time.Duration;

/**
 * Trains on from the incumbent and has the candidates judged. The same material and seed lead to the same bytes, as long as
 * the time is enough for all of them.
 *
 * @param portfolio makes and judges them
 * @param budget processor time after which no other candidate is begun
 */
public record CandidateTrainer(Portfolio portfolio, Duration budget) {
    /**
     * What came of it.
     *
     * @throws IllegalArgumentException if the material or the incumbent cannot be trained on
     * @throws io.realign.learning.training.TrainingException if a loss stops being a number
     * @throws AdaptationInterruptedException if the program is being stopped
     */
    public SelectionResult train(
            ServingModel incumbent, AdaptationDataset material, long seed, AdaptationReporter course) {
        course.enterStage(
                AdaptationStage.TRAINING,
                "%d source rows, %d target rows, seed %d"
                        .formatted(material.source().size(), material.target().length, seed));
        SelectionResult choice = portfolio.run(
                incumbent,
                TrainingSources.of(material.source()),
                material.holdOut(),
                material.target(),
                material.probe(),
                seed,
                budget.toNanos(),
                course);
        course.enterStage(
                AdaptationStage.EVALUATING,
                "%d candidates, %d source rows held out, %s"
                        .formatted(
                                choice.candidates().size(),
                                material.holdOut().size(),
                                choice.selected()
                                        .map(trial -> trial.recipe().name() + " chosen")
                                        .orElse("none chosen")));
        return choice;
    }
}
