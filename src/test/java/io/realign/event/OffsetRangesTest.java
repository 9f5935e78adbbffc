package io.realign.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OffsetRangesTest {
    @RepeatedTest(20)
    void union_anyOrder_givesSameList(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<OffsetRange> single = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            single.add(OffsetRange.of("t", random.nextInt(2), random.nextInt(60)));
        }

        List<OffsetRange> forwards = fold(single);
        Collections.shuffle(single, random);

        assertThat(fold(single)).isEqualTo(forwards);
        assertThat(forwards).allSatisfy(range -> assertThat(single).anyMatch(range::samePartition));
        assertThat(forwards.stream()
                        .mapToLong(range -> range.to() - range.from())
                        .sum())
                .isEqualTo(single.stream().distinct().count());
    }

    @Test
    void union_mergesAdjacentRangesOfOnePartition() {
        List<OffsetRange> one = List.of(new OffsetRange("t", 0, 5, 8), new OffsetRange("t", 1, 0, 2));
        List<OffsetRange> other = List.of(new OffsetRange("t", 0, 8, 9), new OffsetRange("t", 1, 3, 4));

        assertThat(OffsetRanges.union(one, other))
                .containsExactly(
                        new OffsetRange("t", 0, 5, 9), new OffsetRange("t", 1, 0, 2), new OffsetRange("t", 1, 3, 4));
    }

    @Test
    void withPrecedingGap_coversGapWithinPartitionOnly() {
        OffsetRange event = OffsetRange.of("t", 0, 9);

        assertThat(OffsetRanges.withPrecedingGap(OffsetRange.of("t", 0, 4), event))
                .isEqualTo(new OffsetRange("t", 0, 5, 10));
        assertThat(OffsetRanges.withPrecedingGap(OffsetRange.of("t", 1, 4), event))
                .isEqualTo(event);
        assertThat(OffsetRanges.withPrecedingGap(null, event)).isEqualTo(event);
    }

    private static List<OffsetRange> fold(List<OffsetRange> ranges) {
        return ranges.stream().map(List::of).reduce(List.<OffsetRange>of(), OffsetRanges::union);
    }
}
