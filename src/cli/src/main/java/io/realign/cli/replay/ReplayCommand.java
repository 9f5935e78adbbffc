package io.realign.cli.replay;

import io.realign.cli.kafka.KafkaOptions;
import io.realign.cli.model.ConsoleProgress;
import io.realign.client.internal.AdapterServiceClient;
import io.realign.client.internal.KafkaAccess;
import io.realign.client.internal.KafkaAccessException;
import io.realign.model.Artifact;
import io.realign.model.TrustedKeys;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.OffsetRangeReader;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reproduces a release and compares the artifacts with the originals. */
@Command(
        name = "replay",
        description = {
            "Repeats the adaptation that produced a release and compares the digests of its artifacts (inference model and"
                    + " checkpoint) with the originals.",
            "Exits with code 0 if they are identical, 1 if something differs, 2 if something is missing."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int IDENTICAL = 0;
    private static final int DIFFERENT = 1;
    private static final int MISSING = 2;

    @Parameters(
            paramLabel = "RELEASE",
            description = "Id of a release, or DOMAIN@VERSION; *@1 is the base model of all domains.")
    private String release;

    @Mixin
    private KafkaOptions kafkaOptions;

    @Option(
            names = "--adapter",
            defaultValue = "${env:REALIGN_ADAPTER:-http://127.0.0.1:8080}",
            description = "URL of the adapter service (REALIGN_ADAPTER, ${DEFAULT-VALUE}).")
    private URI adapter;

    @Option(
            names = "--token-file",
            defaultValue = "${env:REALIGN_TOKEN_FILE}",
            description = "File with an access token for the adapter service, if it requires one (REALIGN_TOKEN_FILE).")
    private Path tokenFile;

    @Option(
            names = "--trusted-keys",
            required = true,
            defaultValue = "${env:REALIGN_TRUSTED_KEYS}",
            description = "PEM file of the public keys that releases are verified with (REALIGN_TRUSTED_KEYS).")
    private Path trustedKeys;

    @Option(
            names = "--from",
            description =
                    "Where to read the events from: log (Kafka) or snapshot (adapter service). By default the log, or the"
                            + " snapshot for events that are no longer in the log.")
    private EventOrigin from;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TrustedKeys keys = orUsageError(() -> TrustedKeys.read(trustedKeys));
        AdapterServiceClient service = orUsageError(() -> new AdapterServiceClient(adapter, token()));
        KafkaConnection kafka = kafkaOptions.connection(spec.commandLine());
        KafkaLogReader log = new KafkaLogReader(kafka);
        try {
            new KafkaAccess(kafka, KafkaProgram.REPLAY).check();
            print("reading releases from " + kafka.bootstrapServers());
            VerifiedReleases releases = new VerifiedReleases(log, service, keys, Clock.systemUTC());
            Set<EventOrigin> origins = from == null ? EnumSet.allOf(EventOrigin.class) : EnumSet.of(from);
            TrainingEventReader events =
                    new TrainingEventReader(new OffsetRangeReader(log), service, origins, this::print);
            PrintWriter out = spec.commandLine().getOut();
            ReleaseReplay replay =
                    new ReleaseReplay(releases, events, this::print, new ConsoleProgress(out, Clock.systemUTC()));
            return report(replay.run(ReleaseReference.of(release)));
        } catch (KafkaAccessException e) {
            return report(new ReplayResult.Missing(e.getMessage()));
        } catch (KafkaException e) {
            return report(new ReplayResult.Missing(
                    "the broker at %s is not reachable: %s".formatted(kafka.bootstrapServers(), e)));
        }
    }

    private int report(ReplayResult result) {
        if (result instanceof ReplayResult.Identical identical) {
            for (Artifact artifact : identical.artifacts()) {
                print("identical: %s %s".formatted(artifact.kind().name().toLowerCase(Locale.ROOT), artifact.sha256()));
            }
            return IDENTICAL;
        }
        if (result instanceof ReplayResult.Different different) {
            different.differences().forEach(difference -> print("differs: " + difference));
            return DIFFERENT;
        }
        print("missing: " + ((ReplayResult.Missing) result).reason());
        return MISSING;
    }

    private Optional<String> token() {
        try {
            return tokenFile == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException("--token-file: expected a file with a token, got " + e, e);
        }
    }

    private <T> T orUsageError(Supplier<T> setting) {
        try {
            return setting.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
