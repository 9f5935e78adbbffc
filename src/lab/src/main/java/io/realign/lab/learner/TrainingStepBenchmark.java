package io.realign.lab.learner;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes steps on random rows, one thread, for {@code src/lab/torch/compare.py}. */
@Command(
        name = "learner-steps",
        description = "Processor time and memory of the learner's steps.",
        mixinStandardHelpOptions = true)
public final class TrainingStepBenchmark implements Callable<Integer> {
    @Parameters(index = "0", description = "mlp or cnn.")
    private String net;

    @Parameters(index = "1", description = "Steps to take.")
    private int steps;

    @Option(names = "--memory", description = "Print resident memory after each tenth, not processor seconds.")
    private boolean memory;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new TrainingStepBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        boolean images = net.equals("cnn");
        NetSpec spec = images ? NetSpec.image(10, NormMode.SHARED) : NetSpec.tabular(128, 6, NormMode.NONE);
        TrainingBatch batch = batch(spec, images ? 128 : 64);
        Objective objective = new Objective(Map.of(LossTerm.CLASS, 1.0, LossTerm.DOMAIN, .5), false);
        try (Learner learner = new Nd4jEngine().create(spec, OptimizerType.ADAM, 1)) {
            int skip = Math.max(1, steps / 4);
            long began = 0;
            for (int step = 0; step < steps + skip; step++) {
                if (step == skip) {
                    began = processorTime();
                }
                learner.step(batch, new StepOptions(objective, 1e-3, 3e-3, 5, step));
                if (memory && (step + 1) % Math.max(1, steps / 10) == 0) {
                    System.out.printf(Locale.ROOT, "%d steps: %d MB resident%n", step + 1, resident() >> 20);
                }
            }
            if (!memory) {
                System.out.println((processorTime() - began) / 1e9);
            }
        }
        return 0;
    }

    private static TrainingBatch batch(NetSpec spec, int rows) {
        SplittableRandom random = new SplittableRandom(1);
        double[] importance = random.doubles(rows, .5, 1.5).toArray();
        int[] labels = random.ints(rows, 0, spec.classes()).toArray();
        return new TrainingBatch(
                rows(spec, rows, random), labels, importance, rows(spec, rows, random), new float[0][]);
    }

    private static float[][] rows(NetSpec spec, int count, SplittableRandom random) {
        float[][] rows = new float[count][spec.width()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** In bytes, as Linux counts it. */
    private static long resident() throws IOException {
        try (Scanner pages = new Scanner(Path.of("/proc/self/statm"), US_ASCII)) {
            pages.nextLong();
            return pages.nextLong() * 4096;
        }
    }
}
