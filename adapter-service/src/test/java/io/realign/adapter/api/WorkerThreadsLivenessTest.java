package io.realign.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class WorkerThreadsLivenessTest {
    @Test
    void service_isNotAlive_whenARequiredThreadEnded() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        WorkerThreadsLiveness check = new WorkerThreadsLiveness(List.of("first", "second"));
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            Thread thread = new Thread(() -> await(end), name);
            thread.start();
            threads.add(thread);
        }
        Status before = check.call().getStatus();

        threads.get(1).interrupt();
        threads.get(1).join();

        HealthCheckResponse after = check.call();
        end.countDown();
        assertThat(before).isEqualTo(Status.UP);
        assertThat(after.getStatus()).isEqualTo(Status.DOWN);
        assertThat(after.getData().orElseThrow()).containsEntry("ended", "second");
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
