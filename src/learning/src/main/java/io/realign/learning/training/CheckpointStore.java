package io.realign.learning.training;

import java.util.Optional;

/**
 * Stores the checkpoints of training runs by name until the adaptation has ended. A resumed run ends with the same weights as
 * an uninterrupted one. Implementations return their location from {@link Object#toString}, for error messages.
 */
public interface CheckpointStore {
    Optional<byte[]> load(String name);

    /** Whether to save a checkpoint after a step. Not called for the last step: a checkpoint is always saved after it. */
    boolean isDue(int step);

    /** Saves a checkpoint, which atomically replaces the previous one of the same name. */
    void save(String name, byte[] checkpoint);
}
