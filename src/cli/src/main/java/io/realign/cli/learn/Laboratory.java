package io.realign.cli.learn;

import io.realign.adaptation.Thresholds;
import io.realign.cli.suites.Suite;
import io.realign.client.OnnxScorer;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.network.Answers;
import io.realign.learning.network.Engine;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Norm;
import io.realign.learning.portfolio.Choice;
import io.realign.learning.portfolio.Incumbent;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.portfolio.Probe;
import io.realign.learning.portfolio.Recipes;
import io.realign.learning.portfolio.Scorer;
import io.realign.learning.portfolio.Trial;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Checkpoints;
import io.realign.learning.training.Pace;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.Sources;
import io.realign.learning.training.Trainer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The learner as the commands use it. */
record Laboratory(Engine engine, Trainer trainer) {
    private static final int IMAGE = 3;

    static Laboratory open() {
        Engine engine = new StackEngine();
        return new Laboratory(engine, new Trainer(engine));
    }

    /** One that goes on with what was interrupted. */
    static Laboratory open(Checkpoints checkpoints) {
        Engine engine = new StackEngine();
        return new Laboratory(engine, new Trainer(engine, checkpoints));
    }

    /** What a portfolio makes of a target. */
    Choice choose(Candidate incumbent, Tables tables, float[][] target, long seed, Duration budget, Progress progress) {
        return portfolio(tables)
                .run(
                        Incumbent.of(incumbent),
                        tables.training(),
                        tables.holdOut(),
                        target,
                        Probe.NONE,
                        seed,
                        budget.toNanos(),
                        progress);
    }

    /** What is said of a candidate by each recipe. */
    List<Trial> trials(Candidate incumbent, Tables tables, float[][] target, long seed, List<Recipe> recipes) {
        return portfolio(tables)
                .trials(Incumbent.of(incumbent), tables.training(), tables.holdOut(), target, seed, recipes);
    }

    private Portfolio portfolio(Tables tables) {
        Scorer scorer = new OnnxScorer(tables.training().width(), tables.labels())::probabilities;
        return new Portfolio(
                trainer, scorer, Thresholds.DEFAULT, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** A candidate by one recipe, unjudged. */
    Candidate adapted(Candidate parent, Tables tables, float[][] target, Recipe recipe, long seed, Progress progress) {
        return trainer.adapt(
                parent.continuation(), tables.training(), tables.holdOut(), target, recipe, seed, progress);
    }

    /** The share of a suite's target that a model gets right, 0 to 1. */
    double accuracy(Candidate model, Suite suite, int target) {
        float[][] answers = trainer.ask(
                        model.continuation(), suite.targets().get(target).rows(), true)
                .probabilities();
        return suite.truths()
                .get(target)
                .accuracy(Stream.of(answers).mapToInt(Answers::mostProbable).toArray());
    }

    /** What lies between a model and a target. */
    Diagnosis diagnose(Candidate model, Tables tables, float[][] target, long seed) {
        return Diagnosis.of(engine, model.continuation(), tables.training().named(), tables.holdOut(), target, seed);
    }

    /** The usual network for rows of a shape. */
    static NetSpec network(List<Integer> shape, int classes, Optional<Norm> norm) {
        return shape.size() == IMAGE
                ? NetSpec.image(classes, norm.orElse(Norm.DOMAIN_SPECIFIC))
                : NetSpec.tabular(shape.get(0), classes, norm.orElse(Norm.NONE));
    }

    /** The recipe of version 1 for rows of a shape. */
    static Recipe source(List<Integer> shape) {
        return shape.size() == IMAGE ? Recipes.SOURCE.at(Pace.IMAGES) : Recipes.SOURCE;
    }

    /** Version 1: the sources alone, by the usual network for the shape of a row. */
    Candidate start(Sources sources, List<Integer> shape, long seed, Progress progress) {
        return trainer.start(
                sources, network(shape, sources.classes(), Optional.empty()), source(shape), seed, progress);
    }
}
