package io.realign.jobs.runtime;

import io.realign.client.internal.KafkaAccess;
import io.realign.schemas.KafkaProgram;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Flink environment of a job: the cluster that the job is submitted to, or a mini cluster in this JVM if {@code main} was
 * called directly.
 *
 * <p>The job resumes from the latest readable checkpoint. It restarts after every failure, with exponential delay, so that it
 * survives an unavailable broker.
 */
public final class JobEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(JobEnvironment.class);
    private static final Duration STATUS_POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration TASK_MANAGER_CHECK_INTERVAL = Duration.ofSeconds(1);

    /** A task manager that has only lost its connection (for example while the process was suspended) registers before this many checks. */
    private static final int MAX_CHECKS_WITHOUT_TASK_MANAGER = 60;

    private static final String LOOPBACK = "127.0.0.1";

    private JobEnvironment() {}

    public static StreamExecutionEnvironment of(JobSettings settings) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
        return environment instanceof LocalStreamEnvironment
                ? LocalJobEnvironment.of(
                        Configuration.fromMap(environment.getConfiguration().toMap()))
                : environment;
    }

    /** Whether a job with these settings resumes from a checkpoint. */
    public static boolean resumes(JobSettings settings) {
        return new CheckpointDirectory(settings.checkpoints())
                .latestReadable(skipped -> {})
                .isPresent();
    }

    /**
     * Waits until a broker answers and checks the permissions of the job. Prints a line for each failed attempt.
     *
     * @throws io.realign.client.internal.KafkaAccessException if the broker rejects the job, or if topics or permissions are
     *     missing
     */
    public static void awaitKafka(JobSettings settings, KafkaProgram program) {
        new KafkaAccess(settings.kafka(), program).await(System.out::println);
    }

    /**
     * Runs a job until it ends. Prints "NAME running" to standard output when it has started.
     *
     * @throws JobFailedException if the job has failed, or cannot run any more
     */
    public static void run(StreamExecutionEnvironment environment, String name) throws Exception {
        run(environment, name, MAX_CHECKS_WITHOUT_TASK_MANAGER);
    }

    static void run(StreamExecutionEnvironment environment, String name, int maxChecksWithoutTaskManager)
            throws Exception {
        JobClient client = environment.executeAsync(name);
        awaitRunning(client);
        System.out.println(name + " running");
        int checksWithoutTaskManager = 0;
        CompletableFuture<JobExecutionResult> result = client.getJobExecutionResult();
        while (!hasEnded(result, name)) {
            boolean lost = environment instanceof LocalJobEnvironment local && !local.hasTaskManager();
            checksWithoutTaskManager = lost ? checksWithoutTaskManager + 1 : 0;
            if (checksWithoutTaskManager >= maxChecksWithoutTaskManager) {
                throw new JobFailedException(
                        name
                                + " cannot run any more: its task manager has stopped after a fatal error, see the log above;"
                                + " restart the job, it resumes from its latest checkpoint",
                        null);
            }
        }
    }

    /** Waits for the end of the job for {@link #TASK_MANAGER_CHECK_INTERVAL}. */
    private static boolean hasEnded(CompletableFuture<JobExecutionResult> result, String name)
            throws InterruptedException, JobFailedException {
        try {
            result.get(TASK_MANAGER_CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new JobFailedException(name + " failed: " + e.getCause(), e);
        }
    }

    private static void awaitRunning(JobClient client) throws InterruptedException, ExecutionException {
        JobStatus status = client.getJobStatus().get();
        while (status != JobStatus.RUNNING && !status.isGloballyTerminalState()) {
            Thread.sleep(STATUS_POLL_INTERVAL.toMillis());
            status = client.getJobStatus().get();
        }
    }

    private static Configuration configuration(JobSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);

        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                settings.checkpoints().toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, CheckpointDirectory.RETAINED);

        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));

        // State is on the heap, so managed memory is unused. A job has few shuffles.
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));

        // Applies to the mini cluster only.
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);

        settings.metricsPorts().ifPresent(ports -> JobMetrics.configureReporter(configuration, ports));
        CheckpointDirectory checkpoints = new CheckpointDirectory(settings.checkpoints());
        checkpoints.latestReadable(LOG::error).ifPresent(restored -> {
            configuration
                    .set(StateRecoveryOptions.SAVEPOINT_PATH, restored.toUri().toString())
                    // The job deletes the restored checkpoint when it has completed newer ones.
                    .set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
            checkpoints.deleteOld(restored);
        });
        return configuration;
    }
}
