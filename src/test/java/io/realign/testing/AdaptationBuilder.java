package io.realign.testing;

import io.realign.adaptation.AdaptationInput;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.AdaptationTiming;
import io.realign.adaptation.ParentModel;
import io.realign.adaptation.TrainingSummary;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Evaluation;
import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.List;

/** Builds adaptation records with version 1 of the shared lineage as the parent; all values have defaults. */
public final class AdaptationBuilder {
    private final String alertId;
    private final String domain;
    private final Outcome outcome;
    private String id;
    private String reason = "";
    private ParentModel parent = new ParentModel("*", 1);
    private long version;
    private AdaptationInput input = new AdaptationInput(0, 0, List.of());
    private TrainingSummary training = TrainingSummary.withoutSteps(7);
    private List<CheckResult> checks = List.of();
    private AdaptationTiming timing = new AdaptationTiming(Instant.EPOCH, Instant.EPOCH, 0);

    public AdaptationBuilder(String alertId, String domain, Outcome outcome) {
        this.alertId = alertId;
        this.domain = domain;
        this.outcome = outcome;
        this.id = alertId + "-adaptation";
    }

    public AdaptationBuilder id(String value) {
        id = value;
        return this;
    }

    public AdaptationBuilder reason(String value) {
        reason = value;
        return this;
    }

    public AdaptationBuilder parent(String parentDomain, long parentVersion) {
        parent = new ParentModel(parentDomain, parentVersion);
        return this;
    }

    /** Released version, 0 for none. */
    public AdaptationBuilder version(long value) {
        version = value;
        return this;
    }

    public AdaptationBuilder input(int sourceRows, int targetRows, List<OffsetRange> offsets) {
        input = new AdaptationInput(sourceRows, targetRows, offsets);
        return this;
    }

    public AdaptationBuilder training(long seed, int steps, List<Double> alpha) {
        training = new TrainingSummary(seed, steps, alpha);
        return this;
    }

    public AdaptationBuilder checks(List<CheckResult> value) {
        checks = value;
        return this;
    }

    public AdaptationBuilder times(Instant startedAt, Instant finishedAt) {
        timing = new AdaptationTiming(startedAt, finishedAt, 0);
        return this;
    }

    public AdaptationRecord build() {
        return new AdaptationRecord(
                id,
                alertId,
                domain,
                outcome,
                reason,
                parent,
                version,
                input,
                training,
                checks,
                timing,
                Evaluation.NONE);
    }
}
