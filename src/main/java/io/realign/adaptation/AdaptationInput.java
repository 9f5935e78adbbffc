package io.realign.adaptation;

import io.realign.event.OffsetRange;
import java.util.List;

/**
 * Events that an adaptation run read.
 *
 * @param sourceRows labelled rows in the training set
 * @param targetRows unlabelled rows in the training set
 * @param offsets offsets that were read
 */
public record AdaptationInput(int sourceRows, int targetRows, List<OffsetRange> offsets) {
    public AdaptationInput {
        offsets = List.copyOf(offsets);
    }
}
