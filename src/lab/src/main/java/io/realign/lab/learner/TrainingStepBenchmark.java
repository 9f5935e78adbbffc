package io.realign.lab.learner;

import com.sun.management.OperatingSystemMXBean;
import io.realign.cli.launch.ResidentMemory;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs training steps on random rows in one thread, for {@code src/lab/torch/compare.py}. */
@Command(
        name = "learner-steps",
        description = "Measures CPU time and memory of training steps.",
        mixinStandardHelpOptions = true)
public final class TrainingStepBenchmark implements Callable<Integer> {
    @Parameters(index = "0", description = "Network: mlp or cnn.")
    private String net;

    @Parameters(index = "1", description = "Number of measured steps.")
    private int steps;

    @Option(
            names = "--memory",
            description = "Print resident memory after each tenth of the steps instead of CPU seconds.")
    private boolean memory;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new TrainingStepBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() {
        boolean images = net.equals("cnn");
        NetSpec spec = images ? NetSpec.image(10, NormMode.SHARED) : NetSpec.tabular(128, 6, NormMode.NONE);
        TrainingBatch batch = batch(spec, images ? 128 : 64);
        Objective objective = new Objective(Map.of(LossTerm.CLASS, 1.0, LossTerm.DOMAIN, .5), false);
        try (Learner learner = new Nd4jEngine().create(spec, OptimizerType.ADAM, 1)) {
            int warmUp = Math.max(1, steps / 4);
            long start = 0;
            for (int step = 0; step < steps + warmUp; step++) {
                if (step == warmUp) {
                    start = cpuTime();
                }
                learner.step(batch, new StepOptions(objective, 1e-3, 3e-3, 5, step));
                if (memory && (step + 1) % Math.max(1, steps / 10) == 0) {
                    long kib = ResidentMemory.kib(ProcessHandle.current().pid()).orElseThrow();
                    System.out.printf(Locale.ROOT, "%d steps: %d MB resident%n", step + 1, kib >> 10);
                }
            }
            if (!memory) {
                System.out.println((cpuTime() - start) / 1e9);
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

    private static long cpuTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
