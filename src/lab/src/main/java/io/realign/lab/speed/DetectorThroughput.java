package io.realign.lab.speed;

import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
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

/** Events per second of the detector and of a naive implementation. The events alternate between the keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DetectorThroughput {
    @Param("UNCORRELATED")
    private String source;

    @Param({"32", "128", "784"})
    private int width;

    @Param({"128", "512"})
    private int randomFeatures;

    @Param({"1", "2000"})
    private int keys;

    @Param("8192")
    private int referenceRows;

    private float[][] rows;
    private FittedReference fitted;
    private float[] mapped;
    private SequentialTest[] tests;
    private NaiveDyadicMmd.Windows[] naive;
    private long event;

    @Setup
    public void fit() {
        BenchmarkSource distribution = BenchmarkSource.valueOf(source);
        float[][] sourceRows = distribution.rows(referenceRows, width, 1);
        rows = distribution.rows(1 << 12, width, 2);
        fitted = distribution.fitReference(sourceRows, randomFeatures);
        mapped = new float[fitted.featureMap().width()];
        NaiveDyadicMmd naiveDetector = new NaiveDyadicMmd(
                sourceRows,
                randomFeatures,
                fitted.calibratedReference().thresholds().levels(),
                1);
        tests = new SequentialTest[keys];
        naive = new NaiveDyadicMmd.Windows[keys];
        for (int key = 0; key < keys; key++) {
            tests[key] = new SequentialTest(fitted.calibratedReference(), 0);
            naive[key] = naiveDetector.new Windows();
        }
    }

    @Benchmark
    public boolean realign() {
        float[] row = rows[(int) (event & (rows.length - 1))];
        SequentialTest test = tests[(int) (event++ % keys)];
        fitted.featureMap().map(row, mapped);
        return test.observe(row, mapped, event, fitted.calibratedReference(), fitted.featureMap());
    }

    @Benchmark
    public double naive() {
        float[] row = rows[(int) (event & (rows.length - 1))];
        return naive[(int) (event++ % keys)].observe(row);
    }
}
