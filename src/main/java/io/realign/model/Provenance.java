package io.realign.model;

import java.time.Instant;
import java.util.List;

/**
 * What made a model, and what besides its data and its seed it takes to make it again.
 *
 * @param codeVersion the version of the program
 * @param engine what worked out the training steps
 * @param hardware the class of machine: processor architecture, and whether a GPU trained
 * @param holdOutData the labelled stretches that candidates were judged by
 * @param sourceCutoff no event of the source with a later time was used
 * @param targetCutoff no event of the target with a later time was used; the epoch for version 1
 * @param recipe the name of what the model was made by
 */
public record Provenance(
        String codeVersion,
        String engine,
        String hardware,
        List<DataDigest> holdOutData,
        Instant sourceCutoff,
        Instant targetCutoff,
        String recipe) {
    /** Nobody said. */
    public static final Provenance UNKNOWN = new Provenance("", "", "");

    public Provenance {
        holdOutData = List.copyOf(holdOutData);
    }

    /** What a program knows of itself before it makes anything. */
    public Provenance(String codeVersion, String engine, String hardware) {
        this(codeVersion, engine, hardware, List.of(), Instant.EPOCH, Instant.EPOCH, "");
    }

    /** The same program, and how it made a model of what. */
    public Provenance withTraining(List<DataDigest> judgedBy, Instant source, Instant target, String madeBy) {
        return new Provenance(codeVersion, engine, hardware, judgedBy, source, target, madeBy);
    }

    /** Whether it says what it takes to make the model again; releases of earlier programs do not. */
    public boolean reproducible() {
        return sourceCutoff.isAfter(Instant.EPOCH);
    }
}
