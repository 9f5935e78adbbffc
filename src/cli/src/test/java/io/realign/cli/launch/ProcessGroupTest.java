package io.realign.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private Path work;

    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    @Test
    void stop_endsEveryChild() throws InterruptedException {
        try (ProcessGroup children = new ProcessGroup(work, work)) {
            ChildProcess one = children.start(tiny("one"), output::add);
            ChildProcess two = children.start(tiny("two"), output::add);
            assertThat(nextLine()).isEqualTo("up");
            assertThat(nextLine()).isEqualTo("up");
            assertThat(children.firstExited()).isEmpty();

            children.stop();

            assertThat(one.isAlive()).isFalse();
            assertThat(two.isAlive()).isFalse();
            assertThat(children.firstExited()).as("no child failed").isEmpty();
        }
    }

    @Test
    void failedChild_isReportedWithTheEndOfItsLog() {
        try (ProcessGroup children = new ProcessGroup(work, work)) {
            children.start(tiny("steady"), output::add);
            children.start(tiny("broken", "a-stone"), output::add);

            assertThat(eventually(() -> children.firstExited().isPresent())).isTrue();

            Optional<ChildProcess> ended = children.firstExited();
            assertThat(ended.map(ChildProcess::name)).contains("broken");
            assertThat(new ChildProcessFailedException(ended.orElseThrow()))
                    .hasMessageContaining("broken ended with code 3")
                    .hasMessageContaining("broken.log")
                    .hasMessageContaining("expected nothing, got a-stone");
        }
    }

    @Test
    void child_ends_whenTheLauncherIsKilled() throws InterruptedException {
        try (ProcessGroup children = new ProcessGroup(work, work)) {
            Program launcher = program("launcher", TestLauncher.class, work.toString());
            ChildProcess killed = children.start(launcher, output::add);
            long orphan = Long.parseLong(nextLine().replace("child ", ""));
            ProcessHandle handle = ProcessHandle.of(orphan).orElseThrow();

            ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();

            assertThat(eventually(() -> !handle.isAlive())).isTrue();
        }
    }

    static Program tiny(String name, String... arguments) {
        return program(name, TestProgram.class, arguments);
    }

    private static Program program(String name, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Program(name, List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"), command, Map.of());
    }

    private String nextLine() throws InterruptedException {
        return output.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean eventually(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(10_000_000);
        }
        return condition.getAsBoolean();
    }
}
