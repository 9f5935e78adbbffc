package io.realign.jobs.scoring;

import io.realign.jobs.runtime.JobEnvironment;
import io.realign.jobs.runtime.JobOptions;
import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.ReleaseCompatibility;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.KafkaProgram;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The entry point of the scoring job. */
@Command(
        name = "scoring-job",
        mixinStandardHelpOptions = true,
        description = "Scores target events with the newest release of their domain.")
public final class ScoringJob implements Callable<Integer> {
    @Mixin
    private JobOptions options;

    @Option(
            names = "--traces",
            paramLabel = "URL",
            defaultValue = "${env:REALIGN_TRACES}",
            description =
                    "OTLP endpoint over HTTP for traces, such as http://127.0.0.1:4318/v1/traces" + " (REALIGN_TRACES)")
    private URI traces;

    public static void main(String[] arguments) {
        System.exit(JobOptions.execute(new ScoringJob(), System.getenv().keySet(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        ScoringSettings settings = settings();
        JobEnvironment.awaitKafka(settings.job(), KafkaProgram.SCORING_JOB);
        Clock clock = Clock.systemUTC();
        VerifiedRelease initialRelease = options.validated(() -> awaitInitialRelease(settings, clock));
        StreamExecutionEnvironment environment = JobEnvironment.of(settings.job());
        ScoringFlow.define(environment, settings, initialRelease, clock);
        JobEnvironment.run(environment, "scoring job");
        return CommandLine.ExitCode.OK;
    }

    private ScoringSettings settings() {
        return options.validated(() -> new ScoringSettings(
                options.settings(),
                options.loaderSettings()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "cache: expected a directory for downloaded models, got none")),
                traces));
    }

    /** Waits for the initial release. An incompatible release indicates different settings of the adapter service and this job. */
    private static VerifiedRelease awaitInitialRelease(ScoringSettings settings, Clock clock) {
        JobSettings job = settings.job();
        VerifiedRelease initialRelease = new InitialReleaseReader(clock, System.out)
                .await(job.kafka(), job.trustedKeys(), JobEnvironment.resumes(job));
        ReleaseCompatibility.mismatch(job.contract(), initialRelease.release()).ifPresent(mismatch -> {
            throw new IllegalArgumentException(mismatch);
        });
        return initialRelease;
    }
}
