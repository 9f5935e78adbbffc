package io.realign.lab.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The stream of one key and its truth.
 *
 * @param key name, which says nothing of the change
 * @param length rows
 * @param changeAt sequence of the first changed row, -1 if none is
 * @param kind what changes, {@value #NONE} if nothing does
 * @param rows the stream
 */
record TestStream(String key, int length, int changeAt, String kind, FeatureStream rows) {
    static final String NONE = "none";

    private static final int LENGTH = 3000;
    /** So many events without change are there to learn what quiet looks like. */
    private static final int EARLIEST = 1200;

    private static final int LATEST = 2200;
    private static final int STEADY = 3;
    private static final int EACH = 2;

    /** The trials of a setting: some that do not change, some of each of its changes. */
    static List<TestStream> of(StreamScenario setting, Random random) {
        List<TestStream> trials = new ArrayList<>();
        for (int i = 0; i < STEADY; i++) {
            FeatureStream rows = setting.generator().start(new Random(random.nextLong()));
            trials.add(new TestStream(key(trials.size()), LENGTH, -1, NONE, rows));
        }
        for (StreamChange change : setting.changes()) {
            for (int i = 0; i < EACH; i++) {
                trials.add(changing(key(trials.size()), setting, change, new Random(random.nextLong())));
            }
        }
        return trials;
    }

    private static TestStream changing(String key, StreamScenario setting, StreamChange change, Random random) {
        int at = EARLIEST + random.nextInt(LATEST - EARLIEST);
        FeatureStream before = setting.generator().start(random);
        return new TestStream(key, LENGTH, at, change.kind(), change.applyAfter(at, before, random));
    }

    private static String key(int number) {
        return "key-%02d".formatted(number);
    }
}
