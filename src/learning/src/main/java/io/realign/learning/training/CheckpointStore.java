package io.realign.learning.training;

import java.util.Optional;

/**
 * Keeps how far trainings have come, so that one that is interrupted goes on from there instead of from the beginning, and
 * ends with the same weights. A training's name is its recipe's. As text it says where they are kept, for messages.
 */
public interface CheckpointStore {
    /** What was kept last of a training of this name, if anything. */
    Optional<byte[]> load(String training);

    /** Whether it is time to keep one, asked after each step but the last, after which one is kept in any case. */
    boolean isDue(int step);

    /**
     * Keeps a checkpoint in the place of the last one. Being interrupted in it must leave either.
     *
     * @param checkpoint a continuation
     */
    void save(String training, byte[] checkpoint);
}
