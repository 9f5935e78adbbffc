package io.realign.lab.suite;

import io.realign.cli.launch.ResidentMemory;
import io.realign.cli.model.CheckpointFolder;
import io.realign.cli.model.ModelTraining;
import io.realign.event.ContentId;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import io.realign.learning.loss.Losses;
import io.realign.learning.selection.Recipes;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the memory of a long adaptation, and compares its weights with those of an interrupted one. */
@Command(
        name = "endurance",
        description = {
            "Measures the memory of a long adaptation and checks that interruptions do not change its result.",
            "Runs the adaptation without interruptions, printing resident memory and heap, then again with",
            "interruptions. Exits with code 1 unless both runs produce the same bytes."
        })
final class EnduranceSuiteCommand implements Callable<Integer> {
    private static final int MEMORY_SAMPLES = 10;
    private static final int INTERRUPTIONS = 3;

    @Option(
            names = "--steps",
            defaultValue = "10000",
            description = "Number of training steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed of rows, training and interruptions.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of memory samples to write.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final List<String> memorySamples = new ArrayList<>();

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interruption(int step) {
            super("interrupted at step " + step);
        }
    }

    @Override
    public Integer call() {
        if (steps < 1) {
            throw new ParameterException(spec.commandLine(), "--steps: expected 1 or more, got " + steps);
        }
        SyntheticTask task = SyntheticTasks.covariateShift(seed);
        TrainingSources sources = TrainingSources.of(task.sources().get(0).rows());
        ModelTraining training = ModelTraining.create();
        byte[] parent = training.trainBaseModel(sources, List.of(sources.width()), seed, TrainingListener.NONE)
                .checkpoint();
        TrainedModel uninterrupted = adapt(training.trainer(), parent, task, sources, this::sampleMemory);
        CheckpointFolder checkpoints = CheckpointFolder.nextTo(out, Clock.systemUTC());
        TrainedModel interrupted =
                adaptWithInterruptions(ModelTraining.create(checkpoints).trainer(), parent, task, sources);
        checkpoints.delete();
        printDigests("uninterrupted", uninterrupted);
        printDigests("interrupted", interrupted);
        SuiteAccuracies.writeLines(out, "step,resident_kib,heap_kib", memorySamples.stream());
        boolean identical = digests(uninterrupted).equals(digests(interrupted));
        console().println(identical ? "the same bytes" : "not the same bytes");
        return identical ? 0 : 1;
    }

    private TrainedModel adaptWithInterruptions(
            Trainer trainer, byte[] parent, SyntheticTask task, TrainingSources sources) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < INTERRUPTIONS; i++) {
            int stop = 1 + random.nextInt(steps);
            try {
                adapt(trainer, parent, task, sources, (name, step, steps, losses, alpha) -> {
                    if (step >= stop) {
                        throw new Interruption(step);
                    }
                });
            } catch (Interruption e) {
                console().println(e.getMessage());
            }
        }
        int[] firstStep = {0};
        TrainedModel candidate = adapt(trainer, parent, task, sources, (name, step, steps, losses, alpha) -> {
            if (firstStep[0] == 0) {
                firstStep[0] = step;
            }
        });
        console().printf("resumed at step %d and finished%n", firstStep[0]);
        return candidate;
    }

    private TrainedModel adapt(
            Trainer trainer, byte[] parent, SyntheticTask task, TrainingSources sources, TrainingListener listener) {
        Recipe recipe =
                Recipes.DANN_MMD.withSchedule(Recipes.DANN_MMD.schedule().withSteps(steps));
        float[][] target = task.targets().get(0).rows();
        return trainer.adapt(parent, sources, task.holdOut(), target, recipe, seed, listener);
    }

    private void sampleMemory(String name, int step, int steps, Losses losses, double alpha) {
        if (step % Math.max(1, steps / MEMORY_SAMPLES) != 0) {
            return;
        }
        // Excludes garbage from the heap size.
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
        long resident = ResidentMemory.kib(ProcessHandle.current().pid()).orElse(-1);
        memorySamples.add(step + "," + resident + "," + heap);
        console()
                .printf(
                        Locale.ROOT,
                        "step %6d: resident %7.1f MiB, heap %6.1f MiB%n",
                        step,
                        resident / 1024.0,
                        heap / 1024.0);
    }

    private void printDigests(String adaptation, TrainedModel candidate) {
        List<String> digests = digests(candidate);
        console().printf("%-13s: sha256 of the training checkpoint %s%n", adaptation, digests.get(0));
        console().printf("%-13s: sha256 of the model %s%n", adaptation, digests.get(1));
    }

    private static List<String> digests(TrainedModel candidate) {
        return List.of(ContentId.digest(candidate.checkpoint()), ContentId.digest(candidate.onnxModel()));
    }

    private PrintWriter console() {
        return spec.commandLine().getOut();
    }
}
