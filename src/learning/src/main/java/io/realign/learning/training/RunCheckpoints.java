package io.realign.learning.training;

import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.serialization.ModelCheckpoint;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Loads and saves the checkpoint from which one interrupted training run resumes.
 *
 * @param name name of the run
 * @param fingerprint {@linkplain TrainingFingerprint fingerprint} of the inputs of the run
 */
record RunCheckpoints(CheckpointStore store, String name, String fingerprint) {
    /** Key of the fingerprint in the training state of a checkpoint. */
    private static final String FINGERPRINT_KEY = "training";

    /** @throws IllegalArgumentException if the stored bytes are not a checkpoint, or belong to another training run */
    Optional<ModelCheckpoint> load() {
        return store.load(name).map(this::read);
    }

    private ModelCheckpoint read(byte[] bytes) {
        ModelCheckpoint checkpoint;
        try {
            checkpoint = ModelCheckpoint.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: invalid checkpoint in %s (%s); delete it to restart the training"
                            .formatted(name, store, e.getMessage()),
                    e);
        }
        String actual = checkpoint.trainingState().getOrDefault(FINGERPRINT_KEY, "none");
        if (!fingerprint.equals(actual)) {
            throw new IllegalArgumentException(
                    ("%s: the checkpoint in %s belongs to a training run with a different model, rows, recipe or seed"
                                    + " (fingerprint %s, expected %s); use the original inputs, or delete the checkpoint to"
                                    + " restart the training")
                            .formatted(name, store, actual, fingerprint));
        }
        return checkpoint;
    }

    boolean isDue(int step, int steps) {
        return step == steps || store.isDue(step);
    }

    void save(LearnerSnapshot snapshot, TrainingPlan plan, TrainingState state) {
        Map<String, String> entries = new TreeMap<>(state.toMap());
        entries.put(FINGERPRINT_KEY, fingerprint);
        ModelCheckpoint checkpoint = new ModelCheckpoint(
                snapshot, plan.sourceStandardisation(), plan.targetStandardisation(), entries, state.alphaCurve());
        store.save(name, checkpoint.write());
    }
}
