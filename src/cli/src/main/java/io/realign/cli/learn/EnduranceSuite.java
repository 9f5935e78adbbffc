package io.realign.cli.learn;

import io.realign.cli.launch.ResidentMemory;
import io.realign.cli.suites.Source;
import io.realign.cli.suites.Suite;
import io.realign.cli.suites.Suites;
import io.realign.event.ContentId;
import io.realign.learning.SourceRows;
import io.realign.learning.loss.Losses;
import io.realign.learning.portfolio.Recipes;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.Sources;
import io.realign.learning.training.Trainer;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A long adaptation: what memory it takes, and whether it ends with the same weights when it is interrupted. */
final class EnduranceSuite {
    /** Looks at the memory. */
    private static final int LOOKS = 10;

    private static final int INTERRUPTIONS = 3;

    private final Sources sources;
    private final SourceRows holdOut;
    private final float[][] target;
    private final Recipe recipe;
    private final long seed;
    private final PrintWriter console;
    private final List<String> lines = new ArrayList<>(List.of("step,resident_kib,heap_kib"));

    EnduranceSuite(int steps, long seed, PrintWriter console) {
        Suite suite = Suites.covariate(seed);
        this.sources = Sources.of(rows(suite.sources().get(0), suite.classes()));
        this.holdOut = rows(suite.holdOut(), suite.classes());
        this.target = suite.targets().get(0).rows();
        this.recipe = Recipes.DANN_MMD.at(Recipes.DANN_MMD.pace().lasting(steps));
        this.seed = seed;
        this.console = console;
    }

    private static SourceRows rows(Source source, int classes) {
        return new SourceRows(source.rows(), source.labels(), classes);
    }

    /**
     * Trains.
     *
     * @param checkpoints of the training that is interrupted
     * @return whether both trainings end with the same bytes
     */
    boolean run(CheckpointFolder checkpoints) {
        Laboratory laboratory = Laboratory.open();
        byte[] parent = laboratory
                .start(sources, List.of(sources.width()), seed, Progress.NONE)
                .continuation();
        Candidate whole = adapted(laboratory.trainer(), parent, this::look);
        Candidate resumed = interrupted(Laboratory.open(checkpoints).trainer(), parent);
        checkpoints.delete();
        tell("uninterrupted", whole);
        tell("interrupted", resumed);
        return digests(whole).equals(digests(resumed));
    }

    /** A comma separated line for each look. */
    List<String> lines() {
        return lines;
    }

    private Candidate interrupted(Trainer trainer, byte[] parent) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < INTERRUPTIONS; i++) {
            int stop = 1 + random.nextInt(recipe.pace().steps());
            try {
                adapted(trainer, parent, (name, step, steps, losses, alpha) -> {
                    if (step >= stop) {
                        throw new Interruption(step);
                    }
                });
            } catch (Interruption e) {
                console.println(e.getMessage());
            }
        }
        int[] from = {0};
        Candidate resumed = adapted(trainer, parent, (name, step, steps, losses, alpha) -> {
            if (from[0] == 0) {
                from[0] = step;
            }
        });
        console.printf("went on to the end from step %d%n", from[0]);
        return resumed;
    }

    private Candidate adapted(Trainer trainer, byte[] parent, Progress progress) {
        return trainer.adapt(parent, sources, holdOut, target, recipe, seed, progress);
    }

    private void look(String name, int step, int steps, Losses losses, double alpha) {
        if (step % Math.max(1, steps / LOOKS) != 0) {
            return;
        }
        // Garbage that has not been collected yet says nothing.
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
        long resident = ResidentMemory.kib(ProcessHandle.current().pid()).orElse(-1);
        lines.add(step + "," + resident + "," + heap);
        console.printf(
                Locale.ROOT, "step %6d: resident %7.1f MiB, heap %6.1f MiB%n", step, resident / 1024.0, heap / 1024.0);
        console.flush();
    }

    private void tell(String how, Candidate candidate) {
        console.printf(
                "%-13s: sha256 of the continuation, weights and moments, %s%n",
                how, digests(candidate).get(0));
        console.printf(
                "%-13s: sha256 of the model %s%n", how, digests(candidate).get(1));
        console.flush();
    }

    private static List<String> digests(Candidate candidate) {
        return List.of(ContentId.digest(candidate.continuation()), ContentId.digest(candidate.inference()));
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interruption(int step) {
            super("interrupted at step " + step);
        }
    }
}
