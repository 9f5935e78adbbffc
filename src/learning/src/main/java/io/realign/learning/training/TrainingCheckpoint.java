package io.realign.learning.training;

import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.serialization.ModelCheckpoint;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checkpoint of one training.
 *
 * @param name of the training
 * @param fingerprint of all that its steps follow from
 */
record TrainingCheckpoint(CheckpointStore store, String name, String fingerprint) {
    private static final String TRAINING = "training";

    /**
     * How far the training has come, if it was interrupted.
     *
     * @throws IllegalArgumentException if what was kept is of another training, or no checkpoint at all
     */
    Optional<ModelCheckpoint> load() {
        return store.load(name).map(this::read);
    }

    private ModelCheckpoint read(byte[] kept) {
        ModelCheckpoint continuation;
        try {
            continuation = ModelCheckpoint.read(kept);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: expected the checkpoint of a training in %s, found something else; delete it to train from the beginning"
                            .formatted(name, store),
                    e);
        }
        String of = continuation.trainingState().getOrDefault(TRAINING, "none");
        if (!fingerprint.equals(of)) {
            throw new IllegalArgumentException(
                    ("%s: the checkpoint in %s belongs to another training (%s, not %s): its model, rows, recipe or seed"
                                    + " are others; give those that it was begun with, or delete it to train from the"
                                    + " beginning")
                            .formatted(name, store, of, fingerprint));
        }
        return continuation;
    }

    /** Whether one is to be kept after a step, counted from 1. */
    boolean isDue(int step, int steps) {
        return step == steps || store.isDue(step);
    }

    void save(LearnerSnapshot snapshot, TrainingPlan plan, TrainingState position) {
        Map<String, String> texts = new TreeMap<>(position.toMap());
        texts.put(TRAINING, fingerprint);
        ModelCheckpoint continuation =
                new ModelCheckpoint(snapshot, plan.source(), plan.target(), texts, position.alphaCurve());
        store.save(name, continuation.write());
    }
}
