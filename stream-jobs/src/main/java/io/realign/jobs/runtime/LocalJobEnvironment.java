package io.realign.jobs.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs a job in a mini cluster in this JVM. After a fatal error, such as a task that does not end when it is cancelled, Flink
 * stops the only task manager of a mini cluster and does not start another one. The job then waits for a task manager forever;
 * {@link #hasTaskManager} detects this case.
 */
@SuppressWarnings("try") // StreamExecutionEnvironment.close() may throw an InterruptedException
final class LocalJobEnvironment extends StreamExecutionEnvironment {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final MiniClusterLoader loader;

    private LocalJobEnvironment(MiniClusterLoader loader, Configuration configuration) {
        super(loader, configuration, null);
        this.loader = loader;
    }

    static LocalJobEnvironment of(Configuration configuration) {
        Configuration local = new Configuration(configuration);
        local.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
        local.set(DeploymentOptions.ATTACHED, true);
        return new LocalJobEnvironment(new MiniClusterLoader(), local);
    }

    /** Whether the cluster has a task manager; true before the start of the job, and if the request fails or times out. */
    boolean hasTaskManager() throws InterruptedException {
        MiniCluster cluster = loader.cluster;
        if (cluster == null) {
            return true;
        }
        try {
            return cluster.requestClusterOverview()
                            .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                            .getNumTaskManagersConnected()
                    > 0;
        } catch (ExecutionException | TimeoutException e) {
            return true;
        }
    }

    MiniCluster cluster() {
        return loader.cluster;
    }

    /** Creates the executor, and stores a reference to its mini cluster. */
    private static final class MiniClusterLoader implements PipelineExecutorServiceLoader, PipelineExecutorFactory {
        private volatile MiniCluster cluster;

        @Override
        public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
            return this;
        }

        @Override
        public Stream<String> getExecutorNames() {
            return Stream.of(getName());
        }

        @Override
        public String getName() {
            return LocalExecutor.NAME;
        }

        @Override
        public boolean isCompatibleWith(Configuration configuration) {
            return true;
        }

        @Override
        public PipelineExecutor getExecutor(Configuration configuration) {
            return LocalExecutor.createWithFactory(configuration, this::create);
        }

        private MiniCluster create(MiniClusterConfiguration configuration) {
            cluster = new MiniCluster(configuration);
            return cluster;
        }
    }
}
