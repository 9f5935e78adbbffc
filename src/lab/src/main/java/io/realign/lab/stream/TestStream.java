package io.realign.lab.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The stream of one key and its known change.
 *
 * @param key name, which does not reveal the change
 * @param changeAt index of the first changed row; -1 without a change
 * @param kind kind of the change; {@code none} without a change
 * @param rows the stream
 */
record TestStream(String key, int changeAt, String kind, FeatureStream rows) {
    /** Number of rows to write. */
    static final int LENGTH = 3000;

    /** Leaves enough rows without a change to calibrate a detector. */
    private static final int EARLIEST_CHANGE = 1200;

    private static final int LATEST_CHANGE = 2200;
    private static final int UNCHANGED_STREAMS = 3;
    private static final int STREAMS_PER_CHANGE = 2;

    /** The streams of a scenario: some without a change, and some for each change. */
    static List<TestStream> of(StreamScenario scenario, Random random) {
        List<TestStream> streams = new ArrayList<>();
        for (int i = 0; i < UNCHANGED_STREAMS; i++) {
            FeatureStream rows = scenario.generator().start(new Random(random.nextLong()));
            streams.add(new TestStream(key(streams.size()), -1, "none", rows));
        }
        for (StreamChange change : scenario.changes()) {
            for (int i = 0; i < STREAMS_PER_CHANGE; i++) {
                Random streamRandom = new Random(random.nextLong());
                int changeAt = EARLIEST_CHANGE + streamRandom.nextInt(LATEST_CHANGE - EARLIEST_CHANGE);
                FeatureStream rows =
                        change.applyAfter(changeAt, scenario.generator().start(streamRandom), streamRandom);
                streams.add(new TestStream(key(streams.size()), changeAt, change.kind(), rows));
            }
        }
        return streams;
    }

    private static String key(int number) {
        return "key-%02d".formatted(number);
    }
}
