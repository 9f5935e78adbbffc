package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.SmallOnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behaviour of the ONNX Runtime library in a JVM of its own. */
class OnnxRuntimeTest {
    /** Class paths have several thousand characters. Linux allows up to 128 KiB for one argument. */
    private static final int LONG_ARGUMENT = 100_000;

    @TempDir
    private Path home;

    @Test
    void model_isLoaded_inAProgramWithALongCommandLine() throws Exception {
        Process process = start("x".repeat(LONG_ARGUMENT));

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** A telemetry client would store the identifier of the device here. */
    @Test
    void loadingAModel_createsNoFilesInTheHomeDirectory() throws Exception {
        Process process = start("");

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(home).isEmptyDirectory();
    }

    private Process start(String argument) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        ModelLoadingProgram.class.getName(),
                        argument)
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("HOME", home.toString());
        return builder.start();
    }

    static final class ModelLoadingProgram {
        private ModelLoadingProgram() {}

        public static void main(String[] arguments) {
            new OnnxScorer(2, List.of("a", "b", "c"))
                    .probabilities(SmallOnnxModel.predicting(0, 2, 3), new float[1][2]);
        }
    }
}
