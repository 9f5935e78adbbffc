package io.realign.window;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest events of a domain, as {@value #BLOCKS} blocks. Events themselves are not kept: with each full block the
 * oldest one leaves.
 *
 * @param blockSize events in a block
 * @param blocks full blocks, oldest first, at most {@value #BLOCKS}
 * @param open the block that is being filled
 */
public record Window(int blockSize, List<Sketch> blocks, Sketch open) {
    public static final int BLOCKS = 8;

    public Window {
        blocks = List.copyOf(blocks);
    }

    /**
     * A window that has seen nothing.
     *
     * @param size its length in events, a positive multiple of {@value #BLOCKS}
     * @param features number of random features
     */
    public static Window empty(int size, int features) {
        if (size < BLOCKS || size % BLOCKS != 0) {
            throw new IllegalArgumentException(
                    "expected a window of a positive multiple of " + BLOCKS + " events, got " + size);
        }
        return new Window(size / BLOCKS, List.of(), Sketch.empty(features));
    }

    /** The window after one more event. */
    public Window add(Sketch event) {
        Sketch filled = open.merge(event);
        return filled.count() < blockSize
                ? new Window(blockSize, blocks, filled)
                : new Window(blockSize, withNewest(filled), Sketch.empty(filled.sums().length));
    }

    /** Whether the last event has completed a new stretch of full length. */
    public boolean complete() {
        return open.count() == 0 && blocks.size() == BLOCKS;
    }

    /** The sketch of all full blocks. */
    public Sketch sketch() {
        return blocks.stream().reduce(Sketch.empty(open.sums().length), Sketch::merge);
    }

    private List<Sketch> withNewest(Sketch block) {
        List<Sketch> newest = new ArrayList<>(blocks);
        newest.add(block);
        return newest.size() > BLOCKS ? newest.subList(1, newest.size()) : newest;
    }
}
