package io.realign.lab.suite;

import io.realign.cli.launch.ResidentMemory;
import io.realign.cli.model.CheckpointFolder;
import io.realign.cli.model.Learners;
import io.realign.event.ContentId;
import io.realign.lab.task.SourceTable;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import io.realign.learning.input.SourceRows;
import io.realign.learning.loss.Losses;
import io.realign.learning.selection.Recipes;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Measures the memory of a long adaptation, and compares its weights with those of an interrupted one. */
final class EnduranceSuite {
    /** Number of memory samples. */
    private static final int MEMORY_SAMPLES = 10;

    private static final int INTERRUPTIONS = 3;

    private final TrainingSources sources;
    private final SourceRows holdOut;
    private final float[][] target;
    private final Recipe recipe;
    private final long seed;
    private final PrintWriter console;
    private final List<String> lines = new ArrayList<>(List.of("step,resident_kib,heap_kib"));

    EnduranceSuite(int steps, long seed, PrintWriter console) {
        SyntheticTask suite = SyntheticTasks.covariateShift(seed);
        this.sources = TrainingSources.of(rows(suite.sources().get(0), suite.classes()));
        this.holdOut = rows(suite.holdOut(), suite.classes());
        this.target = suite.targets().get(0).rows();
        this.recipe = Recipes.DANN_MMD.withSchedule(Recipes.DANN_MMD.schedule().withSteps(steps));
        this.seed = seed;
        this.console = console;
    }

    private static SourceRows rows(SourceTable source, int classes) {
        return new SourceRows(source.rows(), source.labels(), classes);
    }

    /**
     * Trains.
     *
     * @param checkpoints of the training that is interrupted
     * @return whether both trainings produce the same bytes
     */
    boolean run(CheckpointFolder checkpoints) {
        Learners learners = Learners.create();
        byte[] parent = learners.trainBaseModel(sources, List.of(sources.width()), seed, TrainingListener.NONE)
                .checkpoint();
        Candidate whole = adapted(learners.trainer(), parent, this::sampleMemory);
        Candidate resumed = interrupted(Learners.create(checkpoints).trainer(), parent);
        checkpoints.delete();
        printDigests("uninterrupted", whole);
        printDigests("interrupted", resumed);
        return digests(whole).equals(digests(resumed));
    }

    /** One CSV line per memory sample. */
    List<String> lines() {
        return lines;
    }

    private Candidate interrupted(Trainer trainer, byte[] parent) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < INTERRUPTIONS; i++) {
            int stop = 1 + random.nextInt(recipe.schedule().steps());
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
        console.printf("resumed at step %d and finished%n", from[0]);
        return resumed;
    }

    private Candidate adapted(Trainer trainer, byte[] parent, TrainingListener progress) {
        return trainer.adapt(parent, sources, holdOut, target, recipe, seed, progress);
    }

    private void sampleMemory(String name, int step, int steps, Losses losses, double alpha) {
        if (step % Math.max(1, steps / MEMORY_SAMPLES) != 0) {
            return;
        }
        // Excludes garbage from the heap size.
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
        long resident = ResidentMemory.kib(ProcessHandle.current().pid()).orElse(-1);
        lines.add(step + "," + resident + "," + heap);
        console.printf(
                Locale.ROOT, "step %6d: resident %7.1f MiB, heap %6.1f MiB%n", step, resident / 1024.0, heap / 1024.0);
    }

    private void printDigests(String how, Candidate candidate) {
        console.printf(
                "%-13s: sha256 of the training checkpoint %s%n",
                how, digests(candidate).get(0));
        console.printf(
                "%-13s: sha256 of the model %s%n", how, digests(candidate).get(1));
    }

    private static List<String> digests(Candidate candidate) {
        return List.of(ContentId.digest(candidate.checkpoint()), ContentId.digest(candidate.onnxModel()));
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interruption(int step) {
            super("interrupted at step " + step);
        }
    }
}
