package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RareEventHistoryTest {
    private static final RareValues VALUES =
            new RareValues(new int[] {0}, new float[] {1}, new int[] {3}, new int[] {1}, new float[] {5});
    private static final RareEventLimits LIMITS = new RareEventLimits(
            VALUES,
            List.of(
                    new Recurrence(new int[] {2, 3, 5, 8}, new long[] {6, 25, 90, 260}),
                    new Recurrence(new int[] {2, 3, 5, 8}, new long[] {1, 4, 20, 60}),
                    new Recurrence(new int[] {3, 5, 8}, new long[] {5, 17, 50}),
                    new Recurrence(new int[] {2, 3}, new long[] {4, 0})));
    private static final RankScores RANKS = RankScores.of(List.of(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f));
    private static final float ORDINARY = 100;

    /** A rare event of every kind on about every twelfth event, so that the rings overflow many times. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Event(float[] raw, float scalar) {
        static Event random(Random random) {
            return new Event(
                    new float[] {random.nextInt(12) == 0 ? 1 : 0, random.nextInt(12) == 0 ? 6 : 5},
                    random.nextInt(12) == 0 ? random.nextInt(9) : ORDINARY);
        }

        boolean isRare(int kind) {
            return LIMITS.isRare(kind, raw, RANKS, scalar);
        }
    }

    @Test
    void history_equalsTheListOfAllPositions() {
        Random random = new Random(1);
        RareEventHistory history = new RareEventHistory(4);
        List<List<Integer>> positions =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int exceedances = 0;
        for (int position = 0; position < 5000; position++) {
            Event event = Event.random(random);
            boolean expected = false;
            for (int kind = 0; kind < 4; kind++) {
                if (event.isRare(kind)) {
                    positions.get(kind).add(position);
                    expected |= exceeds(positions.get(kind), position, kind);
                }
            }
            assertThat(observe(history, event)).isEqualTo(expected);
            exceedances += expected ? 1 : 0;
        }

        assertThat(exceedances).isBetween(100, 4000);
        assertThat(positions).allSatisfy(kind -> assertThat(kind).hasSizeGreaterThan(32));
    }

    @Test
    void score_isAboveOne_onlyWithinALimit() {
        Random random = new Random(3);
        RareEventHistory history = new RareEventHistory(4);
        List<Integer> positions = new ArrayList<>();
        for (int position = 0; position < 3000; position++) {
            Event event = Event.random(random);
            observe(history, event);
            if (event.isRare(2)) {
                positions.add(position);
            }
            assertThat(history.score(2, LIMITS.kinds().get(2), 1) > 1).isEqualTo(exceeds(positions, position, 2));
        }
    }

    @Test
    void moreThanSixteenEventsOfAKind_keepTheNewest() {
        RareEventHistory history = new RareEventHistory(4);
        Event rare = new Event(new float[] {1, 5}, ORDINARY);
        Event ordinary = new Event(new float[] {0, 5}, ORDINARY);
        for (int count = 1; count <= 40; count++) {
            for (int pause = 0; pause < 6; pause++) {
                observe(history, ordinary);
            }
            // Eight events seven apart span 50 events.
            assertThat(observe(history, rare)).isEqualTo(count >= 8);
        }

        assertThat(history.eventsSinceOnset(2, LIMITS.kinds().get(2))).isEqualTo(7 * 7 + 1);
    }

    @Test
    void onset_isThatOfTheClearestExcess() {
        RareEventHistory history = new RareEventHistory(4);
        Event departure = new Event(new float[] {0, 6}, ORDINARY);
        Event ordinary = new Event(new float[] {0, 5}, ORDINARY);
        observe(history, departure);
        observe(history, ordinary);
        assertThat(history.highestKind(LIMITS.kinds(), 1)).isEqualTo(-1);

        assertThat(observe(history, departure)).isTrue();

        assertThat(history.highestKind(LIMITS.kinds(), 1)).isEqualTo(3);
        assertThat(history.eventsSinceOnset(3, LIMITS.kinds().get(3))).isEqualTo(3);
        assertThat(history.score(3, LIMITS.kinds().get(3), 1)).isGreaterThan(1);
        observe(history, ordinary);
        assertThat(history.eventsSinceOnset(3, LIMITS.kinds().get(3))).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 105, 400, 999})
    void restoredHistory_continuesIdentically(int cut) throws IOException {
        Random random = new Random(2);
        RareEventHistory straight = new RareEventHistory(4);
        for (int event = 0; event < cut; event++) {
            observe(straight, Event.random(random));
        }
        RareEventHistory restored =
                RareEventHistory.read(new DataInputStream(new ByteArrayInputStream(bytes(straight))));

        for (int event = cut; event < 1000; event++) {
            Event next = Event.random(random);
            assertThat(observe(restored, next)).isEqualTo(observe(straight, next));
        }
        assertThat(bytes(restored)).isEqualTo(bytes(straight));
    }

    @Test
    void historyWithoutRareEvents_isSmall() throws IOException {
        RareEventHistory history = new RareEventHistory(66);

        assertThat(bytes(history)).hasSizeLessThan(100);
        assertThat(history.highestKind(LIMITS.kinds(), 1)).isEqualTo(-1);
    }

    private static boolean observe(RareEventHistory history, Event event) {
        return history.observe(event.raw(), RANKS, event.scalar(), LIMITS);
    }

    /** Whether some number of the newest rare events is within its limit. */
    private static boolean exceeds(List<Integer> positions, int newest, int kind) {
        Recurrence recurrence = LIMITS.kinds().get(kind);
        for (int i = 0; i < recurrence.repeats().length; i++) {
            int index = positions.size() - recurrence.repeats()[i];
            if (index >= 0 && newest - positions.get(index) + 1 <= recurrence.limits()[i]) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(RareEventHistory history) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        history.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
