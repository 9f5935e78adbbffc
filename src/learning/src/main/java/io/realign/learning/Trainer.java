package io.realign.learning;

import io.realign.adaptation.Evidence;
import io.realign.window.Standardiser;

/**
 * Makes candidates. Without state; one instance serves all threads.
 *
 * <p>Each domain is standardised by its own statistics: on drifting sensors that is worth more than any alignment loss.
 * What is exported is the target's standardiser, for it is the target's events that the model will meet.
 */
public final class Trainer {
    private static final float[][] NO_TARGET = {};

    private final Engine engine;

    public Trainer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Trains version 1 on the source alone.
     *
     * @param source at least two classes must occur
     * @throws IllegalArgumentException if there are no rows, rows of different widths, values that are not finite, or
     *     a single class
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate trainSource(SourceRows source, Recipe recipe, long seed, Progress progress) {
        if (source.size() == 0) {
            throw new IllegalArgumentException("source: expected at least one row, got none");
        }
        int width = source.features()[0].length;
        Rows.requireSource(source, width);
        Standardiser standardiser = Standardiser.fit(source.features());
        BatchDraw draw = new BatchDraw(source.standardised(standardiser), NO_TARGET, recipe);
        try (Learner learner = engine.start(NetSpec.tabular(width, source.classes()), seed)) {
            return train(learner, standardiser, standardiser, draw, new Course(recipe, seed), progress);
        }
    }

    /**
     * Trains on from a model, weights and updater state alike, and teaches its features to hide which domain a row is of.
     *
     * @param continuation of the model to go on from
     * @param source labelled rows, without those held out
     * @param target unlabelled raw rows of the window that moved
     * @throws IllegalArgumentException as for the source; also if there are no target rows, or the file is not one that
     *     this class wrote, or it is for another width or number of classes
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate adapt(
            byte[] continuation, SourceRows source, float[][] target, Recipe recipe, long seed, Progress progress) {
        Continuation from = Continuation.read(continuation);
        requireSpec(from.snapshot().spec(), source);
        Rows.require("target", target, from.snapshot().spec().features());
        Standardiser moved = from.target().towards(Standardiser.fit(target), recipe.reach());
        BatchDraw draw = new BatchDraw(source.standardised(from.source()), moved.apply(target), recipe);
        try (Learner learner = engine.resume(from.snapshot())) {
            return train(learner, from.source(), moved, draw, new Course(recipe, seed), progress);
        }
    }

    /**
     * What the gate needs to know of two models. Target rows go through each model's target standardiser, as they will
     * when it is deployed; held-out rows through its source standardiser.
     *
     * @param incumbent continuation of the live model
     * @param candidate continuation of the candidate
     * @param holdOut labelled rows that neither was trained on
     * @param target raw rows of the newest window
     */
    public Evidence evidence(byte[] incumbent, byte[] candidate, SourceRows holdOut, float[][] target) {
        Answers before = answers(incumbent, holdOut, target);
        Answers after = answers(candidate, holdOut, target);
        return new Evidence(before.target(), after.target(), before.holdOut(), after.holdOut(), holdOut.labels());
    }

    private Answers answers(byte[] continuation, SourceRows holdOut, float[][] target) {
        Continuation model = Continuation.read(continuation);
        try (Learner learner = engine.resume(model.snapshot())) {
            return new Answers(
                    learner.probabilities(model.target().apply(target)),
                    learner.probabilities(model.source().apply(holdOut.features())));
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Answers(float[][] target, float[][] holdOut) {}

    private static Candidate train(
            Learner learner,
            Standardiser source,
            Standardiser target,
            BatchDraw draw,
            Course course,
            Progress progress) {
        course.run(learner, draw, progress);
        Snapshot snapshot = learner.snapshot();
        byte[] continuation = new Continuation(snapshot, source, target).write();
        byte[] inference = OnnxExport.write(snapshot, target);
        return new Candidate(
                inference, continuation, course.curve(), course.curve().size(), course.losses());
    }

    private static void requireSpec(NetSpec spec, SourceRows rows) {
        if (rows.classes() != spec.classes()) {
            throw new IllegalArgumentException(
                    "expected rows of %d classes, as the model has, got %d".formatted(spec.classes(), rows.classes()));
        }
        Rows.requireSource(rows, spec.features());
    }
}
