package io.realign.rollout;

import io.realign.adaptation.gate.CheckResult;
import java.util.List;

/** What is to be done about a release that is being rolled out. */
public sealed interface RolloutDecision {
    /** Why, as a sentence. */
    String reason();

    /** What was looked at. */
    List<CheckResult> checks();

    /** The step lasts. */
    record Hold(String reason, List<CheckResult> checks) implements RolloutDecision {}

    /** The next step is taken. */
    record Advance(String reason, List<CheckResult> checks) implements RolloutDecision {}

    /** Its predecessor takes over again. */
    record RollBack(String reason, List<CheckResult> checks) implements RolloutDecision {}
}
