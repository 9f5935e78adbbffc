package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills and pauses the broker, the jobs, the adapter service and a consumer program under load. {@code -Drealign.soak} sets the
 * number of kills, {@code -Drealign.soak.seed} the seed that chooses the faults.
 */
class SoakIT {
    private static final int KILLS = Integer.getInteger("realign.soak", 5);
    private static final long SEED = Long.getLong("realign.soak.seed", 1);

    @Test
    void records_areNeitherLostNorDuplicated_whenProgramsAreKilledAndPaused(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path work) {
        SoakPlan plan = SoakPlan.of(SEED, KILLS, SoakRun.PROGRAMS);
        try (SoakRun run = new SoakRun(work, plan)) {
            SoakReport report = run.run();

            System.out.print(report.table());
            String context = "seed %d, logs in %s%n%s".formatted(SEED, work.resolve("logs"), run.lastLines());
            assertThat(report.lost()).as("lost; " + context).isEmpty();
            assertThat(report.duplicated()).as("duplicated; " + context).isEmpty();
            assertThat(report.stuck()).as("stuck; " + context).isEmpty();
            assertThat(report.audit().domainsWithoutLastWindow())
                    .as("stuck; " + context)
                    .isEmpty();
            assertThat(report.audit().gaps()).as("gaps; " + context).isEmpty();
            assertThat(report.audit().doubledWindows())
                    .as("windows; " + context)
                    .isEmpty();
            assertThat(report.audit().doubledAlerts()).as("alerts; " + context).isEmpty();
            assertThat(report.audit().doubledReleases())
                    .as("releases; " + context)
                    .isEmpty();
        }
    }
}
