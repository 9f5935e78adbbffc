package io.realign.lab.speed;

import io.realign.lab.detector.DetectionMethods;
import io.realign.lab.detector.OnlineDetector;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per event of each method, for a reference of 1000 rows and 512 random features. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorCost {
    private static final int REFERENCE_ROWS = 1000;
    private static final int ROWS = 1 << 12;
    private static final int RANDOM_FEATURES = 512;

    @Param({"random", "sliding-window MMD 50", "NEWMA", "Online RFF-MMD", "Realign"})
    private String method;

    @Param({"32", "128"})
    private int width;

    private OnlineDetector detector;
    private float[][] rows;
    private int next;

    @Setup
    public void fit() {
        detector = DetectionMethods.named(method, RANDOM_FEATURES)
                .fit(BenchmarkSource.UNCORRELATED.rows(REFERENCE_ROWS, width, 1), 1);
        rows = BenchmarkSource.UNCORRELATED.rows(ROWS, width, 2);
    }

    @Benchmark
    public double observe() {
        next = (next + 1) % ROWS;
        return detector.observe(rows[next]);
    }
}
