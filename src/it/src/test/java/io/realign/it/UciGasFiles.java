package io.realign.it;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorArray;
import io.realign.cli.simulate.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Simulated drifting sensors in the file format of the UCI gas sensor array drift data set. */
final class UciGasFiles {
    private UciGasFiles() {}

    /** Writes {@code batch1.dat}, {@code batch2.dat} and so on; drift begins with the third file. */
    static void write(Path directory, int batches, int rowsPerBatch) throws IOException {
        Scenario scenario = Scenario.standard(2L * rowsPerBatch, Integer.MAX_VALUE);
        Simulator rows = new Simulator(scenario.array(), scenario.drifts(), 1);
        for (int batch = 1; batch <= batches; batch++) {
            StringBuilder file = new StringBuilder();
            for (int i = 0; i < rowsPerBatch; i++) {
                file.append(svmLight(rows.next())).append('\n');
            }
            Files.writeString(directory.resolve("batch" + batch + ".dat"), file);
        }
    }

    private static String svmLight(LabelledRow row) {
        StringBuilder line = new StringBuilder();
        line.append(SensorArray.GASES.indexOf(row.label()) + 1);
        for (int feature = 0; feature < row.features().length; feature++) {
            line.append(' ').append(feature + 1).append(':').append(row.features()[feature]);
        }
        return line.toString();
    }
}
