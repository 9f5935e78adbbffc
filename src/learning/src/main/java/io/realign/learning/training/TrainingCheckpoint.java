package io.realign.learning.training;

import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.serialization.ModelCheckpoint;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checkpoint of one training.
 *
 * @param name name of the training
 * @param fingerprint {@linkplain TrainingFingerprint fingerprint} of the inputs of the training
 */
record TrainingCheckpoint(CheckpointStore store, String name, String fingerprint) {
    private static final String TRAINING = "training";

    /**
     * Loads the state of an interrupted training.
     *
     * @throws IllegalArgumentException if the stored bytes are no checkpoint, or one of another training
     */
    Optional<ModelCheckpoint> load() {
        return store.load(name).map(this::read);
    }

    private ModelCheckpoint read(byte[] bytes) {
        ModelCheckpoint checkpoint;
        try {
            checkpoint = ModelCheckpoint.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: expected the checkpoint of a training in %s, got an invalid one (%s); delete it to restart the training"
                            .formatted(name, store, e.getMessage()),
                    e);
        }
        String actual = checkpoint.trainingState().getOrDefault(TRAINING, "none");
        if (!fingerprint.equals(actual)) {
            throw new IllegalArgumentException(
                    ("%s: the checkpoint in %s belongs to another training (%s, expected %s) with another model, rows,"
                                    + " recipe or seed; use the original inputs, or delete it to restart the training")
                            .formatted(name, store, actual, fingerprint));
        }
        return checkpoint;
    }

    /** @param step number of steps taken */
    boolean isDue(int step, int steps) {
        return step == steps || store.isDue(step);
    }

    void save(LearnerSnapshot snapshot, TrainingPlan plan, TrainingState state) {
        Map<String, String> entries = new TreeMap<>(state.toMap());
        entries.put(TRAINING, fingerprint);
        ModelCheckpoint checkpoint =
                new ModelCheckpoint(snapshot, plan.source(), plan.target(), entries, state.alphaCurve());
        store.save(name, checkpoint.write());
    }
}
