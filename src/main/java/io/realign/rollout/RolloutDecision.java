package io.realign.rollout;

import io.realign.adaptation.gate.CheckResult;
import java.util.List;

/** Decision on a release during its rollout. */
public sealed interface RolloutDecision {
    String reason();

    List<CheckResult> checks();

    /** Stay at the current step. */
    record Hold(String reason, List<CheckResult> checks) implements RolloutDecision {}

    /** Take the next step. */
    record Advance(String reason, List<CheckResult> checks) implements RolloutDecision {}

    /** Return to the previous release. */
    record RollBack(String reason, List<CheckResult> checks) implements RolloutDecision {}
}
