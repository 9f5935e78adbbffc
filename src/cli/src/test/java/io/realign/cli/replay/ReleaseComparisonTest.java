package io.realign.cli.replay;

import static io.realign.cli.replay.ReplayFixtures.CONTINUATION;
import static io.realign.cli.replay.ReplayFixtures.INFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.realign.adaptation.gate.CheckResult;
import io.realign.event.ContentId;
import io.realign.learning.loss.Losses;
import io.realign.learning.nd4j.TrainingEnvironment;
import io.realign.learning.training.TrainedModel;
import io.realign.model.ModelRelease;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseComparisonTest {
    private static final TrainingEnvironment SAME = new TrainingEnvironment("engine", "amd64, CPU");
    private static final TrainingEnvironment OTHER = new TrainingEnvironment("engine", "amd64, GPU");
    private static final byte[] CHANGED = {3};

    private final CheckResult vote = new CheckResult("agreement", .93, .9, true, "agrees");
    private final ModelRelease release = ReplayFixtures.made("r", "oven", 2, vote);

    @Test
    void sameBytes_areIdentical_onAnyMachine() {
        assertThat(ReleaseComparison.compareTraining(release, candidate(INFERENCE, CONTINUATION), List.of(vote), OTHER))
                .isEqualTo(new ReplayResult.Identical(release.model().artifacts()));
    }

    @Test
    void differentBytes_areReportedWithDigestsAndSeed() {
        assertThat(differences(candidate(INFERENCE, CHANGED), vote, SAME))
                .containsExactly(
                        "training_checkpoint: expected SHA-256 %s as in the release, got %s from the replay with seed 7"
                                .formatted(ContentId.digest(CONTINUATION), ContentId.digest(CHANGED)));
    }

    @Test
    void differentHardware_isReported_whenBytesDiffer() {
        assertThat(differences(candidate(CHANGED, CONTINUATION), vote, OTHER))
                .hasSize(2)
                .contains("hardware: expected amd64, CPU as in the release, got amd64, GPU on this machine");
    }

    @Test
    void differentThreshold_isReported_whenBytesDiffer() {
        CheckResult stricter = new CheckResult("agreement", .93, .95, false, "agrees");

        assertThat(differences(candidate(CHANGED, CONTINUATION), stricter, SAME))
                .contains("threshold of 'agreement': expected 0.9 as in the release, the current value is 0.95");
    }

    @Test
    void missingCheck_isReported_whenBytesDiffer() {
        CheckResult another = new CheckResult("share change", 1, 1, true, "fits");

        assertThat(differences(candidate(CHANGED, CONTINUATION), another, SAME))
                .contains("check 'agreement': part of the release, cannot be evaluated in the replay");
    }

    @Test
    void missingCheck_isIgnored_whenBytesAreIdentical() {
        CheckResult another = new CheckResult("probe", 1, 1, true, "labels say so");

        assertThat(ReleaseComparison.compareTraining(
                        release, candidate(INFERENCE, CONTINUATION), List.of(another), SAME))
                .isInstanceOf(ReplayResult.Identical.class);
    }

    private List<String> differences(TrainedModel candidate, CheckResult here, TrainingEnvironment machine) {
        ReplayResult result = ReleaseComparison.compareTraining(release, candidate, List.of(here), machine);
        return assertThat(result)
                .asInstanceOf(type(ReplayResult.Different.class))
                .actual()
                .differences();
    }

    private static TrainedModel candidate(byte[] inference, byte[] continuation) {
        return new TrainedModel("recipe", inference, continuation, List.of(0.0, 0.0), new Losses(Map.of(), .5));
    }
}
