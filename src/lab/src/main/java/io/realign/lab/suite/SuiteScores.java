package io.realign.lab.suite;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Collects scores, writes them to a file and prints them as tables. */
final class SuiteScores {
    private final List<SuiteScore> scores = new ArrayList<>();

    void add(SuiteScore score) {
        scores.add(score);
    }

    void write(Path file) {
        try {
            Files.write(
                    file,
                    Stream.concat(Stream.of(SuiteScore.HEADER), scores.stream().map(SuiteScore::toCsv))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Prints a table per protocol: a row per name, a column per target, means over the seeds in percent. */
    void print(PrintWriter out) {
        for (String protocol : distinct(scores.stream().map(SuiteScore::protocol))) {
            List<SuiteScore> own = where(scores, score -> score.protocol().equals(protocol));
            List<String> targets = distinct(own.stream().map(SuiteScore::target));
            List<Long> seeds = own.stream().map(SuiteScore::seed).distinct().toList();
            out.println();
            out.println(protocol);
            out.printf("| %-22s |", "");
            targets.forEach(target -> out.printf(" %8s |", target));
            out.printf(" %6s | %s%n", "mean", "mean of each seed");
            for (String name : distinct(own.stream().map(SuiteScore::name))) {
                List<SuiteScore> line = where(own, score -> score.name().equals(name));
                out.printf("| %-22s |", name);
                for (String target : targets) {
                    out.printf(Locale.ROOT, " %8.1f |", percent(where(line, score -> score.target()
                            .equals(target))));
                }
                out.printf(Locale.ROOT, " %6.1f |", percent(line));
                seeds.forEach(
                        seed -> out.printf(Locale.ROOT, " %.1f", percent(where(line, score -> score.seed() == seed))));
                out.println();
            }
        }
    }

    private static double percent(List<SuiteScore> scores) {
        return 100 * scores.stream().mapToDouble(SuiteScore::accuracy).average().orElse(Double.NaN);
    }

    private static List<SuiteScore> where(List<SuiteScore> scores, Predicate<SuiteScore> wanted) {
        return scores.stream().filter(wanted).toList();
    }

    private static List<String> distinct(Stream<String> values) {
        return values.distinct().toList();
    }
}
