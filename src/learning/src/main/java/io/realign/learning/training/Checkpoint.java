package io.realign.learning.training;

import io.realign.learning.file.Continuation;
import io.realign.learning.network.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checkpoint of one training.
 *
 * @param name of the training
 * @param identity of all that its steps follow from
 */
record Checkpoint(Checkpoints checkpoints, String name, String identity) {
    private static final String TRAINING = "training";

    /**
     * How far the training has come, if it was interrupted.
     *
     * @throws IllegalArgumentException if what was kept is of another training, or no checkpoint at all
     */
    Optional<Continuation> last() {
        return checkpoints.last(name).map(this::read);
    }

    private Continuation read(byte[] kept) {
        Continuation continuation;
        try {
            continuation = Continuation.read(kept);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: expected the checkpoint of a training in %s, found something else; delete it to train from the beginning"
                            .formatted(name, checkpoints),
                    e);
        }
        String of = continuation.position().getOrDefault(TRAINING, "none");
        if (!identity.equals(of)) {
            throw new IllegalArgumentException(
                    ("%s: the checkpoint in %s belongs to another training (%s, not %s): its model, rows, recipe or seed"
                                    + " are others; give those that it was begun with, or delete it to train from the"
                                    + " beginning")
                            .formatted(name, checkpoints, of, identity));
        }
        return continuation;
    }

    /** Whether one is to be kept after a step, counted from 1. */
    boolean due(int step, int steps) {
        return step == steps || checkpoints.due(step);
    }

    void keep(Snapshot snapshot, Plan plan, Position position) {
        Map<String, String> texts = new TreeMap<>(position.texts());
        texts.put(TRAINING, identity);
        Continuation continuation = new Continuation(snapshot, plan.source(), plan.target(), texts, position.curve());
        checkpoints.keep(name, continuation.write());
    }
}
