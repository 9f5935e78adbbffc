package io.realign.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class JobEnvironmentTest {
    private final Configuration configuration = new Configuration();

    @Test
    void run_fails_whenTheTaskManagerHasStopped() throws Exception {
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        LocalJobEnvironment environment = environment(value -> {
            Thread.sleep(1);
            return value;
        });
        CompletableFuture<Void> job = run(environment);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (environment.cluster() == null || !environment.hasTaskManager()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }

        environment.cluster().terminateTaskManager(0).get();

        assertThatThrownBy(() -> job.get(120, TimeUnit.SECONDS))
                .cause()
                .cause()
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("test job cannot run any more: its task manager has stopped");
        environment.cluster().closeAsync().get();
    }

    @Test
    void run_fails_whenTheJobHasFailed() throws Exception {
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        LocalJobEnvironment environment = environment(value -> {
            throw new IllegalStateException("no more values");
        });

        assertThatThrownBy(() -> JobEnvironment.run(environment, "test job", 3))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("test job failed: ")
                .hasStackTraceContaining("no more values");
    }

    private LocalJobEnvironment environment(MapFunction<Long, Long> function) {
        LocalJobEnvironment environment = LocalJobEnvironment.of(configuration);
        environment.setParallelism(1);
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .map(function)
                .returns(Long.class)
                .sinkTo(new DiscardingSink<>());
        return environment;
    }

    private static CompletableFuture<Void> run(LocalJobEnvironment environment) {
        return CompletableFuture.runAsync(() -> {
            try {
                JobEnvironment.run(environment, "test job", 3);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
