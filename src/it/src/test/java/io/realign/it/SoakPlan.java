package io.realign.it;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The faults of a soak. The same seed gives the same faults.
 *
 * @param seed random seed
 * @param kills number of kills
 * @param faults the kills, and one pause per {@link #KILLS_PER_PAUSE} of them, in order
 */
record SoakPlan(long seed, int kills, List<Fault> faults) {
    private static final int KILLS_PER_PAUSE = 8;

    /** From this number of kills on, a pause may exceed the session timeouts of consumers and the timeouts of requests. */
    private static final int KILLS_WITH_LONG_PAUSES = 50;

    private static final Duration MAX_DOWNTIME = Duration.ofSeconds(3);
    private static final double SHARE_DURING_RECOVERY = .25;

    enum Kind {
        KILL,
        PAUSE
    }

    /**
     * A fault of one or two programs at a time.
     *
     * @param number from 1
     * @param programs names of the programs
     * @param length time until a killed program is restarted, or until a paused one is resumed
     * @param delay time between the recovery from the previous fault and this one
     * @param duringRecovery whether {@code delay} starts at the previous fault, not at its recovery
     */
    record Fault(
            int number, Kind kind, List<String> programs, Duration length, Duration delay, boolean duringRecovery) {
        @Override
        public String toString() {
            return "fault %d: %s %s for %.1f s"
                    .formatted(
                            number,
                            kind == Kind.KILL ? "kill" : "pause",
                            String.join(" and ", programs),
                            length.toMillis() / 1e3);
        }
    }

    static SoakPlan of(long seed, int kills, List<String> programs) {
        return new SoakPlan(seed, kills, new Choice(seed, kills, programs).faults());
    }

    /** Chooses the faults. Every program is killed equally often. */
    private static final class Choice {
        private final Random random;
        private final int kills;
        private final List<String> programs;
        private final Deque<String> remaining = new ArrayDeque<>();
        private final Duration minPause;
        private final Duration maxPause;
        private final Duration maxDelay;

        Choice(long seed, int kills, List<String> programs) {
            this.random = new Random(seed);
            this.kills = kills;
            this.programs = programs;
            boolean longPauses = kills >= KILLS_WITH_LONG_PAUSES;
            minPause = Duration.ofSeconds(longPauses ? 30 : 3);
            maxPause = Duration.ofSeconds(longPauses ? 120 : 8);
            maxDelay = Duration.ofSeconds(longPauses ? 8 : 2);
        }

        List<Fault> faults() {
            List<Kind> kinds = new ArrayList<>(Collections.nCopies(kills, Kind.KILL));
            kinds.addAll(Collections.nCopies(Math.max(1, kills / KILLS_PER_PAUSE), Kind.PAUSE));
            Collections.shuffle(kinds, random);
            List<Fault> faults = new ArrayList<>();
            for (Kind kind : kinds) {
                faults.add(
                        kind == Kind.KILL
                                ? new Fault(
                                        faults.size() + 1,
                                        kind,
                                        oneOrTwoPrograms(),
                                        between(Duration.ZERO, MAX_DOWNTIME),
                                        between(Duration.ZERO, maxDelay),
                                        random.nextDouble() < SHARE_DURING_RECOVERY)
                                : new Fault(
                                        faults.size() + 1,
                                        kind,
                                        List.of(programs.get(random.nextInt(programs.size()))),
                                        between(minPause, maxPause),
                                        between(Duration.ZERO, maxDelay),
                                        false));
            }
            return List.copyOf(faults);
        }

        private List<String> oneOrTwoPrograms() {
            int count = 1 + random.nextInt(2);
            Set<String> chosen = new LinkedHashSet<>();
            while (chosen.size() < count) {
                if (remaining.isEmpty()) {
                    List<String> shuffled = new ArrayList<>(programs);
                    Collections.shuffle(shuffled, random);
                    remaining.addAll(shuffled);
                }
                chosen.add(remaining.removeFirst());
            }
            return List.copyOf(chosen);
        }

        private Duration between(Duration min, Duration max) {
            return min.plusMillis((long) (random.nextDouble() * max.minus(min).toMillis()));
        }
    }
}
