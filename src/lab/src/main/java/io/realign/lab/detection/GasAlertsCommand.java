package io.realign.lab.detection;

import io.realign.cli.rows.GasBatches;
import io.realign.cli.rows.LabelledRow;
import io.realign.lab.command.MarkdownTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts the alerts of the detector for each batch of the gas sensor data. */
@Command(
        name = "gas-alerts",
        description = {
            "Counts the alerts for the batches of the UCI gas sensor array drift data.",
            "Half of batch 1 is the source; the other half and the later batches are the stream of one domain. Rows are",
            "shuffled within their batch. The adaptation of each alert ends immediately with a release."
        },
        mixinStandardHelpOptions = true)
public final class GasAlertsCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Directory with batch1.dat, batch2.dat, ...")
    private Path data;

    @Option(
            names = "--window",
            defaultValue = "64",
            description = "Number of events after a suspicion that confirm it (${DEFAULT-VALUE}).")
    private int window;

    @Mixin
    private ReferenceOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        MarkdownTable table = null;
        int seedsWithOneAlertPerChange = 0;
        int alertsInsideBatch1 = 0;
        for (int seed = 1; seed <= options.seeds(); seed++) {
            List<PartDetections> detections = detect(GasBatches.read(data, seed).batches(), seed);
            if (table == null) {
                List<String> columns = new ArrayList<>(List.of("seed", "batch 1, other half"));
                for (int batch = 2; batch <= detections.size(); batch++) {
                    columns.add("batch " + batch);
                }
                table = new MarkdownTable(out, columns);
            }
            List<String> cells = new ArrayList<>(List.of(Integer.toString(seed)));
            detections.forEach(batch -> cells.add(batch.toString()));
            table.row(cells);
            alertsInsideBatch1 += detections.get(0).alerts();
            seedsWithOneAlertPerChange += detections.stream().skip(1).allMatch(batch -> batch.alerts() == 1) ? 1 : 0;
        }
        out.printf(
                "%nevents to the suspicion / to the alert; exactly one alert per change in %d of %d seeds, %d alerts inside batch 1%n",
                seedsWithOneAlertPerChange, options.seeds(), alertsInsideBatch1);
        return 0;
    }

    private List<PartDetections> detect(List<List<LabelledRow>> batches, int seed) {
        List<float[]> first = features(batches.get(0));
        int half = first.size() / 2;
        DomainStream stream =
                new DomainStream(options.fit(first.subList(0, half).toArray(float[][]::new), seed), window, true);
        return Stream.concat(
                        Stream.of(first.subList(half, first.size())),
                        batches.stream().skip(1).map(GasAlertsCommand::features))
                .map(stream::observe)
                .toList();
    }

    private static List<float[]> features(List<LabelledRow> rows) {
        return rows.stream().map(LabelledRow::features).toList();
    }
}
