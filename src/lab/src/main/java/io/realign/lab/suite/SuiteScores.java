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

/** Collects the scores of a suite, writes them to a file and prints them as tables. */
final class SuiteScores {
    private static final String HEADER = "suite,protocol,name,seed,target,acc";

    private final String suite;
    private final List<Score> scores = new ArrayList<>();

    SuiteScores(String suite) {
        this.suite = suite;
    }

    private record Score(String protocol, String name, long seed, String target, double accuracy) {}

    /**
     * Adds the accuracy of a model on a target.
     *
     * @param protocol training and test data
     * @param name recipe or baseline
     * @param target test data
     * @param accuracy 0 to 1
     * @return the line in the file
     */
    String add(String protocol, String name, long seed, String target, double accuracy) {
        Score score = new Score(protocol, name, seed, target, accuracy);
        scores.add(score);
        return toCsv(score);
    }

    private String toCsv(Score score) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%d,%s,%.4f",
                suite,
                score.protocol,
                score.name,
                score.seed,
                score.target,
                score.accuracy);
    }

    void write(Path file) {
        writeLines(file, HEADER, scores.stream().map(this::toCsv));
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
        for (String protocol : distinct(scores, Score::protocol)) {
            List<Score> own = where(scores, score -> score.protocol.equals(protocol));
            List<String> targets = distinct(own, Score::target);
            List<Long> seeds = distinct(own, Score::seed);
            out.println();
            out.println(protocol);
            out.printf("| %-22s |", "");
            targets.forEach(target -> out.printf(" %8s |", target));
            out.printf(" %6s | %s%n", "mean", "mean of each seed");
            for (String name : distinct(own, Score::name)) {
                List<Score> line = where(own, score -> score.name.equals(name));
                out.printf("| %-22s |", name);
                targets.forEach(target -> out.printf(
                        Locale.ROOT, " %8.1f |", percent(where(line, score -> score.target.equals(target)))));
                out.printf(Locale.ROOT, " %6.1f |", percent(line));
                seeds.forEach(
                        seed -> out.printf(Locale.ROOT, " %.1f", percent(where(line, score -> score.seed == seed))));
                out.println();
            }
        }
    }

    private static double percent(List<Score> scores) {
        return 100 * scores.stream().mapToDouble(Score::accuracy).average().orElse(Double.NaN);
    }

    private static List<Score> where(List<Score> scores, Predicate<Score> condition) {
        return scores.stream().filter(condition).toList();
    }

    private static <T> List<T> distinct(List<Score> scores, Function<Score, T> value) {
        return scores.stream().map(value).distinct().toList();
    }
}
