package io.realign.learning.training;

import java.util.Optional;

/**
 * Stores checkpoints of unfinished trainings, named by recipe. A resumed training ends with the same weights as an
 * uninterrupted one. {@link Object#toString} names the location, for error messages.
 */
public interface CheckpointStore {
    /** Loads the last checkpoint of a training. */
    Optional<byte[]> load(String training);

    /** Whether a checkpoint is due after a step. Not called for the last step, which always saves one. */
    boolean isDue(int step);

    /** Replaces the last checkpoint atomically. */
    void save(String training, byte[] checkpoint);
}
