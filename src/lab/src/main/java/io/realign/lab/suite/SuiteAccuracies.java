package io.realign.lab.suite;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Collects the accuracies of a suite, writes them to a file and prints them as tables. */
final class SuiteAccuracies {
    private static final String HEADER = "suite,protocol,name,seed,target,acc";

    private final String suite;
    private final List<Measurement> measurements = new ArrayList<>();

    SuiteAccuracies(String suite) {
        this.suite = suite;
    }

    private record Measurement(String protocol, String name, long seed, String target, double accuracy) {}

    /**
     * Adds the accuracy of a model on a target as a line of the file.
     *
     * @param protocol training and test data, such as {@code batch 1 -> K}; one table per protocol
     * @param name recipe or baseline
     * @param target the tested data; one column per target
     * @param accuracy 0 to 1
     * @return the line of the file
     */
    String addLine(String protocol, String name, long seed, String target, double accuracy) {
        Measurement measurement = new Measurement(protocol, name, seed, target, accuracy);
        measurements.add(measurement);
        return toCsv(measurement);
    }

    private String toCsv(Measurement measurement) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%d,%s,%.4f",
                suite,
                measurement.protocol,
                measurement.name,
                measurement.seed,
                measurement.target,
                measurement.accuracy);
    }

    void write(Path file) {
        writeLines(file, HEADER, measurements.stream().map(this::toCsv));
    }

    static void writeLines(Path file, String header, Stream<String> lines) {
        try {
            Files.write(file, Stream.concat(Stream.of(header), lines).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Prints a table per protocol: a row per name, a column per target, means over the seeds in percent. */
    void print(PrintWriter out) {
        for (String protocol : distinct(measurements, Measurement::protocol)) {
            List<Measurement> ofProtocol = where(measurements, measurement -> measurement.protocol.equals(protocol));
            List<String> targets = distinct(ofProtocol, Measurement::target);
            List<Long> seeds = distinct(ofProtocol, Measurement::seed);
            out.println();
            out.println(protocol);
            out.printf("| %-22s |", "");
            targets.forEach(target -> out.printf(" %8s |", target));
            out.printf(" %6s | %s%n", "mean", "mean of each seed");
            for (String name : distinct(ofProtocol, Measurement::name)) {
                List<Measurement> ofName = where(ofProtocol, measurement -> measurement.name.equals(name));
                out.printf("| %-22s |", name);
                targets.forEach(target -> out.printf(
                        Locale.ROOT,
                        " %8.1f |",
                        percent(where(ofName, measurement -> measurement.target.equals(target)))));
                out.printf(Locale.ROOT, " %6.1f |", percent(ofName));
                seeds.forEach(seed -> out.printf(
                        Locale.ROOT, " %.1f", percent(where(ofName, measurement -> measurement.seed == seed))));
                out.println();
            }
        }
    }

    private static double percent(List<Measurement> measurements) {
        return 100
                * measurements.stream()
                        .mapToDouble(Measurement::accuracy)
                        .average()
                        .orElse(Double.NaN);
    }

    private static List<Measurement> where(List<Measurement> measurements, Predicate<Measurement> condition) {
        return measurements.stream().filter(condition).toList();
    }

    private static <T> List<T> distinct(List<Measurement> measurements, Function<Measurement, T> value) {
        return measurements.stream().map(value).distinct().toList();
    }
}
