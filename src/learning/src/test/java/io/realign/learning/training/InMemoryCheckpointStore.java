package io.realign.learning.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stores checkpoints in memory, at a fixed interval of steps. */
final class InMemoryCheckpointStore implements CheckpointStore {
    private final Map<String, byte[]> checkpoints = new HashMap<>();
    private final int interval;

    InMemoryCheckpointStore(int interval) {
        this.interval = interval;
    }

    @Override
    public Optional<byte[]> load(String training) {
        return Optional.ofNullable(checkpoints.get(training));
    }

    @Override
    public boolean isDue(int step) {
        return step % interval == 0;
    }

    @Override
    public void save(String training, byte[] checkpoint) {
        checkpoints.put(training, checkpoint);
    }

    @Override
    public String toString() {
        return "memory";
    }
}
