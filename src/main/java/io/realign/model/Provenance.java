package io.realign.model;

import java.time.Instant;
import java.util.List;

/**
 * Program, hardware and data that are needed to reproduce a model, in addition to the random seed.
 *
 * @param codeVersion version of the program
 * @param engine training engine, such as {@code ND4J on the CPU}
 * @param hardware processor architecture, and GPU if one was used
 * @param trainingData digests of the training data
 * @param holdOutData digests of the source hold-out set
 * @param sourceCutoff time limit of source events: events that were later by more than the maximum clock skew were rejected; the
 *     epoch if unknown
 * @param targetCutoff time limit of target events, like {@code sourceCutoff}; the epoch for version 1
 * @param recipe name of the training recipe
 */
public record Provenance(
        String codeVersion,
        String engine,
        String hardware,
        List<DataDigest> trainingData,
        List<DataDigest> holdOutData,
        Instant sourceCutoff,
        Instant targetCutoff,
        String recipe) {
    public static final Provenance UNKNOWN = new Provenance("", "", "");

    public Provenance {
        trainingData = List.copyOf(trainingData);
        holdOutData = List.copyOf(holdOutData);
    }

    /** Creates the provenance of a release without a training run. */
    public Provenance(String codeVersion, String engine, String hardware) {
        this(codeVersion, engine, hardware, List.of(), List.of(), Instant.EPOCH, Instant.EPOCH, "");
    }

    /** Returns a copy with the inputs of a training run. */
    public Provenance withTraining(
            List<DataDigest> training,
            List<DataDigest> holdOut,
            Instant newSourceCutoff,
            Instant newTargetCutoff,
            String recipeName) {
        return new Provenance(
                codeVersion, engine, hardware, training, holdOut, newSourceCutoff, newTargetCutoff, recipeName);
    }

    /** Whether the inputs needed to reproduce the model are known. */
    public boolean reproducible() {
        return sourceCutoff.isAfter(Instant.EPOCH);
    }
}
