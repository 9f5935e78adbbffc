package io.realign.rollout;

import io.realign.adaptation.Vote;
import java.util.List;

/** What is to be done about a release that is being rolled out. */
public sealed interface Decision {
    /** Why, as a sentence. */
    String reason();

    /** What was looked at. */
    List<Vote> votes();

    /** The step lasts. */
    record Hold(String reason, List<Vote> votes) implements Decision {}

    /** The next step is taken. */
    record Forward(String reason, List<Vote> votes) implements Decision {}

    /** Its predecessor takes over again. */
    record Back(String reason, List<Vote> votes) implements Decision {}
}
