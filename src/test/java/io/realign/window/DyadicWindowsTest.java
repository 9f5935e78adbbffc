package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.window.DyadicWindows.WindowSum;
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

class DyadicWindowsTest {
    private static final int WIDTH = 3;

    @Test
    void windowSums_areExact_beyondFloatRange() {
        Random random = new Random(1);
        DyadicWindows windows = new DyadicWindows(WIDTH, DyadicWindows.MAX_LEVELS, 0);
        List<long[]> prefixes = new ArrayList<>();
        prefixes.add(new long[WIDTH]);
        for (int event = 1; event <= 4 * 4096 + 1234; event++) {
            // Mostly at the bound, so that the sums grow as far as possible.
            float[] row = new float[WIDTH];
            long[] prefix = prefixes.get(event - 1).clone();
            for (int i = 0; i < WIDTH; i++) {
                row[i] = random.nextInt(10) > 0 ? DyadicWindows.MAX_VALUE : random.nextInt(4097) - 2048;
                prefix[i] += (long) row[i];
            }
            windows.add(row, event);
            prefixes.add(prefix);
            if (event % 97 == 0 || event > 4 * 4096) {
                assertSums(windows, prefixes);
            }
        }
    }

    @Test
    void length_isBetweenMinLengthAndTwiceMinLength() {
        DyadicWindows windows = new DyadicWindows(1, DyadicWindows.MAX_LEVELS, 0);
        for (int event = 1; event <= 3 * 4096; event++) {
            windows.add(new float[1], event);
            for (int level = 0; level < windows.levels(); level++) {
                int shortest = DyadicWindows.minLength(level);
                if (event < shortest) {
                    assertThat(windows.length(level)).isZero();
                } else {
                    assertThat(windows.length(level))
                            .isGreaterThanOrEqualTo(shortest)
                            .isLessThan(2 * shortest);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 100, 4095, 4096, 4097, 9000})
    void restoredWindows_continueToSameBytes(int cut) throws IOException {
        DyadicWindows straight = new DyadicWindows(WIDTH, 11, 5);
        feed(straight, 0, cut);
        DyadicWindows restored = read(bytes(straight));

        feed(straight, cut, cut + 300);
        feed(restored, cut, cut + 300);

        assertThat(bytes(restored)).isEqualTo(bytes(straight));
    }

    @Test
    void write_elevenLevels500Features_needsLessThan30Kilobytes() throws IOException {
        DyadicWindows windows = new DyadicWindows(512 + Whitening.MAX_DIRECTIONS, DyadicWindows.MAX_LEVELS, 0);
        int largest = 0;
        for (int event = 1; event <= 2 * 4096 + 4095; event++) {
            windows.add(new float[512 + Whitening.MAX_DIRECTIONS], event);
            if (event > 2 * 4096) {
                largest = Math.max(largest, bytes(windows).length);
            }
        }

        assertThat(largest).isLessThanOrEqualTo(30 * 1024);
    }

    private static void feed(DyadicWindows windows, int from, int to) {
        for (int event = from; event < to; event++) {
            windows.add(new float[] {event % 7, -event % 5, 2048}, event);
        }
    }

    private static void assertSums(DyadicWindows windows, List<long[]> prefixes) {
        int count = prefixes.size() - 1;
        for (WindowSum stretch : windows.windowSums()) {
            for (int i = 0; i < WIDTH; i++) {
                long expected = prefixes.get(count)[i] - prefixes.get(count - stretch.length())[i];
                assertThat((double) stretch.sum()[i]).isEqualTo((double) expected);
            }
            assertThat(stretch.precedingTime()).isEqualTo(count - stretch.length());
        }
    }

    @Test
    void longestWindowSum_isLongestWithinLimit() {
        DyadicWindows windows = new DyadicWindows(WIDTH, 5, 0);
        for (int event = 1; event <= 300; event++) {
            feed(windows, event - 1, event);
            for (int longest : new int[] {3, 4, 7, 20, 64, 1000}) {
                assertThat(windows.longestWindowSum(longest).map(WindowSum::length))
                        .isEqualTo(windows.windowSums().stream()
                                .map(WindowSum::length)
                                .filter(length -> length <= longest)
                                .reduce(Math::max));
            }
        }
    }

    @Test
    void sumOfALevel_equalsTheWindowSum() {
        DyadicWindows windows = new DyadicWindows(WIDTH, 4, 0);
        for (int event = 1; event <= 200; event++) {
            feed(windows, event - 1, event);
            for (int level = 0; level < 4 && windows.length(level) > 0; level++) {
                int length = windows.length(level);
                float[] expected = windows.windowSums().stream()
                        .filter(window -> window.length() == length)
                        .findFirst()
                        .orElseThrow()
                        .sum();
                float[] copy = new float[2];
                windows.copySum(level, 1, copy);
                assertThat(copy).containsExactly(expected[1], expected[2]);
                assertThat(windows.sum(level, 2)).isEqualTo(expected[2]);
            }
        }
    }

    @Test
    void sumOfPowers_isAtLeastOne_ifATermIs() {
        Random random = new Random(2);
        int exceeded = 0;
        for (int trial = 0; trial < 200; trial++) {
            int width = 1 + random.nextInt(90);
            DyadicWindows windows = new DyadicWindows(width + 2, 1, 0);
            for (int event = 0; event < 6; event++) {
                windows.add(integers(width + 2, random), event);
            }
            float[] shifts = uniform(width, random);
            float[] slopes = uniform(width, random);
            float[] magnitudes = uniform(width, random);
            float scale = 0.006f;
            float[] sums = new float[width];
            windows.copySum(0, 2, sums);
            double expected = 0;
            boolean exceeds = false;
            for (int i = 0; i < width; i++) {
                double x = (sums[i] + 6 * shifts[i]) * scale;
                double term = slopes[i] * x + magnitudes[i] * Math.abs(x);
                exceeds |= term >= 1.0001;
                expected += Math.pow(term, 16);
            }

            float sum = windows.sumOfPowers(0, 2, shifts, slopes, magnitudes, scale);

            assertThat((double) sum).isCloseTo(expected, within(1e-4 * expected));
            assertThat(sum >= 1 || !exceeds).isTrue();
            exceeded += exceeds ? 1 : 0;
        }
        assertThat(exceeded).isBetween(20, 180);
    }

    private static float[] integers(int width, Random random) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = random.nextInt(101) - 50;
        }
        return row;
    }

    private static float[] uniform(int width, Random random) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static byte[] bytes(DyadicWindows windows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        windows.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DyadicWindows read(byte[] bytes) throws IOException {
        return DyadicWindows.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
