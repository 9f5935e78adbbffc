package io.realign.lab.speed;

import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
import io.realign.lab.command.MarkdownTable;
import io.realign.window.RandomFeatures;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what {@link DetectorThroughput} measures, Realign and the plain baseline in turn. */
@Command(
        name = "speed",
        description =
                "Measures events per second and state size of the detector on one core, against a naive implementation.",
        mixinStandardHelpOptions = true)
public final class SpeedCommand implements Callable<Integer> {
    private static final int MANY_KEYS = 2000;
    private static final int EVENTS = 3 * 4096 + 4095;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--widths",
            split = ",",
            defaultValue = "32,128,784",
            description = "Features of an event (${DEFAULT-VALUE}).")
    private List<Integer> widths;

    @Option(
            names = "--outputs",
            split = ",",
            defaultValue = "128,256,512",
            description = "Random features (${DEFAULT-VALUE}).")
    private List<Integer> outputs;

    @Option(
            names = "--reference",
            defaultValue = "8192",
            description = "Rows of the source; four times as many in the last line of a width (${DEFAULT-VALUE}).")
    private int reference;

    @Option(
            names = "--millis",
            defaultValue = "1000",
            description = "Of each of two warm-ups and three measurements (${DEFAULT-VALUE}).")
    private long millis;

    private record Case(BenchmarkSource source, int width, int outputs, int keys, int reference) {}

    @Override
    public Integer call() throws RunnerException, IOException {
        if (millis < 1
                || reference < 200
                || widths.stream().anyMatch(width -> width < 1)
                || !outputs.stream().allMatch(RandomFeatures::isValidOutputCount)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --millis and --widths of 1 or more, --reference of 200 or more, --outputs powers of two from 64");
        }
        PrintWriter out = spec.commandLine().getOut();
        MarkdownTable table = new MarkdownTable(
                out,
                List.of(
                        "source",
                        "features",
                        "random features",
                        "keys",
                        "reference",
                        "levels",
                        "directions",
                        "bytes a key",
                        "plain, events/s",
                        "Realign, events/s",
                        "ratio"));
        for (Case each : cases()) {
            table.row(row(each));
        }
        return 0;
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int width : widths) {
            for (int each : outputs) {
                cases.add(new Case(BenchmarkSource.FLAT, width, each, 1, reference));
                cases.add(new Case(BenchmarkSource.FLAT, width, each, MANY_KEYS, reference));
            }
            int most = Collections.max(outputs);
            cases.add(new Case(BenchmarkSource.CONCENTRATED, width, most, 1, reference));
            cases.add(new Case(BenchmarkSource.FLAT, width, most, 1, 4 * reference));
        }
        return cases;
    }

    private List<String> row(Case of) throws RunnerException, IOException {
        FittedReference baseline = of.source().baseline(of.source().rows(of.reference(), of.width(), 1), of.outputs());
        double plain = measure("plain", of);
        double realign = measure("realign", of);
        return List.of(
                of.source().name().toLowerCase(Locale.ROOT),
                Integer.toString(of.width()),
                Integer.toString(of.outputs()),
                Integer.toString(of.keys()),
                Integer.toString(of.reference()),
                Integer.toString(baseline.calibratedReference()
                        .thresholds()
                        .levelDistributions()
                        .size()),
                Integer.toString(baseline.featureMap().whitening().weightReductions().length),
                Integer.toString(state(of, baseline)),
                String.format(Locale.ROOT, "%.0f", plain),
                String.format(Locale.ROOT, "%.0f", realign),
                String.format(Locale.ROOT, "%.1f", realign / plain));
    }

    /** In a checkpoint, when all windows are full. */
    private static int state(Case of, FittedReference baseline) throws IOException {
        SequentialTest test = new SequentialTest(baseline.calibratedReference(), 0);
        float[][] rows = of.source().rows(1 << 10, of.width(), 2);
        for (int event = 0; event < EVENTS; event++) {
            test.observe(
                    baseline.featureMap().map(rows[event % rows.length]),
                    event,
                    baseline.calibratedReference(),
                    baseline.featureMap().whitening());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        test.write(new DataOutputStream(bytes));
        return bytes.size();
    }

    private double measure(String benchmark, Case of) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("\\." + DetectorThroughput.class.getSimpleName() + "\\." + benchmark + "$")
                .param("source", of.source().name())
                .param("width", Integer.toString(of.width()))
                .param("outputs", Integer.toString(of.outputs()))
                .param("keys", Integer.toString(of.keys()))
                .param("reference", Integer.toString(of.reference()))
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementTime(TimeValue.milliseconds(millis))
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }
}
