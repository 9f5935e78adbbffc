package io.realign.rollout;

import io.realign.adaptation.gate.CheckResult;
import java.util.List;

/** Decision on a release during its rollout. */
public sealed interface RolloutDecision {
    String reason();

    List<CheckResult> checks();

    /** The release stays at its current step. */
    record Hold(String reason, List<CheckResult> checks) implements RolloutDecision {}

    /** The release takes its next step. */
    record Advance(String reason, List<CheckResult> checks) implements RolloutDecision {}

    /** The previous release is restored. */
    record RollBack(String reason, List<CheckResult> checks) implements RolloutDecision {}
}
