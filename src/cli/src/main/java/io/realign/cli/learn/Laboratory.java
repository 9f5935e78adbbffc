package io.realign.cli.learn;

import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Norm;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.portfolio.Recipes;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Pace;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Sources;
import io.realign.learning.training.Trainer;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The learner as the commands use it. */
record Laboratory(Trainer trainer, Portfolio portfolio) {
    private static final int IMAGE = 3;

    static Laboratory open() {
        Trainer trainer = new Trainer(new StackEngine());
        return new Laboratory(
                trainer, new Portfolio(trainer, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime));
    }

    /** Version 1: the sources alone, by the network that fits the shape of a row. */
    Candidate start(Sources sources, List<Integer> shape, long seed, Progress progress) {
        return shape.size() == IMAGE
                ? trainer.start(
                        sources,
                        NetSpec.image(sources.classes(), Norm.SHARED),
                        Recipes.SOURCE.at(Pace.IMAGES),
                        seed,
                        progress)
                : trainer.start(
                        sources,
                        NetSpec.tabular(sources.width(), sources.classes(), Norm.NONE),
                        Recipes.SOURCE,
                        seed,
                        progress);
    }
}
