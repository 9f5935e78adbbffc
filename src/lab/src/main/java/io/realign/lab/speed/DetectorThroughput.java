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

/** Events a second of the operator's core, the events of all keys in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DetectorThroughput {
    @Param("FLAT")
    private String source;

    @Param({"32", "128", "784"})
    private int width;

    @Param({"128", "512"})
    private int outputs;

    @Param({"1", "2000"})
    private int keys;

    @Param("8192")
    private int reference;

    private float[][] rows;
    private FittedReference baseline;
    private float[] mapped;
    private SequentialTest[] tests;
    private NaiveDyadicMmd.Windows[] plain;
    private long event;

    /** Learns from the source; no key has seen an event. */
    @Setup
    public void fit() {
        BenchmarkSource from = BenchmarkSource.valueOf(source);
        float[][] learnt = from.rows(reference, width, 1);
        rows = from.rows(1 << 12, width, 2);
        baseline = from.baseline(learnt, outputs);
        mapped = new float[baseline.featureMap().width()];
        NaiveDyadicMmd byEvent = new NaiveDyadicMmd(
                learnt,
                outputs,
                baseline.calibratedReference().thresholds().levelDistributions().size(),
                1);
        tests = new SequentialTest[keys];
        plain = new NaiveDyadicMmd.Windows[keys];
        for (int key = 0; key < keys; key++) {
            tests[key] = new SequentialTest(baseline.calibratedReference(), 0);
            plain[key] = byEvent.new Windows();
        }
    }

    @Benchmark
    public boolean realign() {
        float[] row = rows[(int) (event & (rows.length - 1))];
        SequentialTest test = tests[(int) (event++ % keys)];
        baseline.featureMap().map(row, mapped);
        return test.observe(
                mapped,
                event,
                baseline.calibratedReference(),
                baseline.featureMap().whitening());
    }

    @Benchmark
    public double plain() {
        float[] row = rows[(int) (event & (rows.length - 1))];
        return plain[(int) (event++ % keys)].observe(row);
    }
}
