package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.Waiting;
import io.realign.adapter.adaptation.StoppedException;
import io.realign.alert.Calibrated;
import io.realign.alert.DriftAlert;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {
    /** The highest score first. */
    private final Turns turns = new Turns(waiting -> waiting.stream()
            .max(Comparator.comparingDouble(one -> one.alert().score()))
            .orElseThrow());

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch work = new CountDownLatch(1);

    @Test
    void alertsThatWait_areTakenOneAfterTheOther_inTheOrderOfTheRule() throws Exception {
        List<Thread> threads = new ArrayList<>(List.of(begin("first", 1)));
        Eventually.get("the first at work", () -> done.contains("first begins") ? done : null);
        threads.add(begin("near", 2));
        threads.add(begin("far", 3));
        Eventually.get("two that wait", () -> turns.waiting().size() == 2 ? turns : null);

        work.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(done)
                .containsExactly("first begins", "first ends", "far begins", "far ends", "near begins", "near ends");
    }

    @Test
    void alertWhoseWorkFails_leavesTheTurnToTheNext() throws Exception {
        Thread failing = new Thread(() -> turns.take(alert("failing", 1), () -> {
            throw new IllegalStateException("the broker is away");
        }));
        failing.setUncaughtExceptionHandler((thread, e) -> done.add(e.getMessage()));
        failing.start();
        failing.join();

        work.countDown();
        begin("next", 1).join();

        assertThat(done).containsExactly("the broker is away", "next begins", "next ends");
    }

    @Test
    void alertThatIsStoppedWhileItWaits_isNotBegun_andDoesNotBlockTheOthers() throws Exception {
        Thread first = begin("first", 1);
        Eventually.get("the first at work", () -> done.contains("first begins") ? done : null);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread stopped = new Thread(() -> turns.take(alert("stopped", 9), () -> done.add("stopped begins")));
        stopped.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
        stopped.start();
        Thread last = begin("last", 1);
        Eventually.get("two that wait", () -> turns.waiting().size() == 2 ? turns : null);

        stopped.interrupt();
        stopped.join();
        work.countDown();
        first.join();
        last.join();

        assertThat(thrown.get()).isInstanceOf(StoppedException.class);
        assertThat(done).containsExactly("first begins", "first ends", "last begins", "last ends");
    }

    private Thread begin(String name, double score) {
        Thread thread = new Thread(() -> turns.take(alert(name, score), () -> work(name)));
        thread.start();
        return thread;
    }

    private void work(String name) {
        done.add(name + " begins");
        try {
            work.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        done.add(name + " ends");
    }

    private static Waiting alert(String domain, double score) {
        DriftAlert alert = new DriftAlert(
                domain,
                domain,
                1,
                DriftWindow.SOURCE,
                1,
                DriftWindow.RAW,
                Smells.BEGIN,
                Smells.BEGIN,
                Smells.BEGIN,
                score,
                .1,
                1,
                List.of(),
                List.of(),
                Calibrated.UNKNOWN,
                List.of(),
                Optional.empty());
        return new Waiting(alert, Instant.EPOCH);
    }
}
