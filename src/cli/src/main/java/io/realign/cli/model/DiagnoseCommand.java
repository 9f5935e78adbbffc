package io.realign.cli.model;

import io.realign.adaptation.TransferCase;
import io.realign.cli.rows.DataFile;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.diagnosis.ExpectedRange;
import io.realign.learning.diagnosis.Finding;
import io.realign.learning.diagnosis.MapPoint;
import io.realign.learning.diagnosis.Recommendation;
import io.realign.learning.nd4j.Nd4jEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Diagnoses the shift between the sources of a model and a target. */
@Command(
        name = "diagnose",
        description = {
            "Diagnoses the shift between the sources of a model and an unlabelled target, and prints a recommendation.",
            "Files as for 'adapt'. Labels in the target file are ignored."
        })
public final class DiagnoseCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Model directory written by 'adapt'.")
    private Path model;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE",
            description =
                    "Labelled rows that the model was trained on. Repeat the option for several sources, oldest first.")
    private List<String> sources;

    @Option(names = "--target", required = true, paramLabel = "FILE", description = "Rows of the target.")
    private String target;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "CSV file for a t-SNE map of the embedding: domain, label, x, y. The label of a target row is the"
                            + " predicted class.")
    private Path map;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        ModelFolder folder = new ModelFolder(model);
        List<String> labels = folder.labels();
        List<Integer> shape = folder.shape();
        List<DataFile> files = sources.stream()
                .map(file -> DataFileReader.toShape(shape, file, DataFileReader.read(file, console)))
                .toList();
        DataFile unlabelledTarget = DataFileReader.toShape(shape, target, DataFileReader.read(target, console))
                .withoutLabels();
        SourceSplit split = SourceSplit.split(sources, files, labels);
        Diagnosis diagnosis = Diagnosis.of(
                new Nd4jEngine(),
                folder.model().checkpoint(),
                split.training().namedSources(),
                split.holdOut(),
                unlabelledTarget.features(),
                seed);
        print(diagnosis, console);
        if (map != null) {
            write(diagnosis.embeddingPoints(), labels);
        }
        return 0;
    }

    private static void print(Diagnosis diagnosis, PrintWriter console) {
        for (Finding finding : diagnosis.findings()) {
            console.println((finding.isExpected() ? "  " : "! ") + format(finding));
        }
        console.printf("type of shift: %s%n", displayName(diagnosis.shiftType()));
        console.printf(
                "transfer case: %s%n",
                diagnosis.transferCase().map(DiagnoseCommand::format).orElse("unknown, the embedding is not finite"));
        Recommendation recommendation = diagnosis.recommendation();
        console.printf("recommendation: %s%n", recommendation.action().text());
        recommendation.reasons().forEach(finding -> console.println("  because of " + format(finding)));
    }

    private static String format(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%s: %.3f, expected %s; %s",
                finding.name(),
                finding.value(),
                format(finding.expected()),
                finding.message());
    }

    private static String format(ExpectedRange range) {
        if (Double.isInfinite(range.min())) {
            return String.format(Locale.ROOT, "at most %.3f", range.max());
        }
        return Double.isInfinite(range.max())
                ? String.format(Locale.ROOT, "at least %.3f", range.min())
                : String.format(Locale.ROOT, "%.3f to %.3f", range.min(), range.max());
    }

    private static String format(TransferCase transfer) {
        return "%s: %s; %s".formatted(displayName(transfer), transfer.meaning(), transfer.recommendation());
    }

    private static String displayName(Enum<?> named) {
        return named.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void write(List<MapPoint> points, List<String> labels) {
        List<String> lines = new ArrayList<>(List.of("domain,label,x,y"));
        for (MapPoint point : points) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%.4f,%.4f",
                    point.target() ? "target" : "source",
                    labels.get(point.label()),
                    point.x(),
                    point.y()));
        }
        try {
            Files.write(map, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + map, e);
        }
    }
}
