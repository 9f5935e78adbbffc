package io.realign.cli.detect;

import io.realign.window.MovingMean;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Exclusive options for streams in which the expected value depends on the time. */
final class MovingMeanOption {
    @Option(
            names = "--seasonal",
            paramLabel = "PERIOD",
            description =
                    "Test the residuals of a season with this period in rows, 2 to 1000000; for half-hourly rows with"
                            + " a daily season 48. The first period of the reference is not tested. A change that takes"
                            + " more than about 20 periods is not seen.")
    private Integer seasonal;

    @Option(
            names = "--rolling",
            paramLabel = "MEMORY",
            description =
                    "Test the residuals of an exponential mean with this memory in rows, 10 to 1000000. The first rows"
                            + " of the reference, as many as the memory, are not tested. A change that takes longer"
                            + " than the memory is not seen.")
    private Integer rolling;

    Optional<MovingMean> model() {
        if (seasonal != null) {
            return Optional.of(MovingMean.seasonal(seasonal));
        }
        return Optional.ofNullable(rolling).map(MovingMean::rolling);
    }
}
