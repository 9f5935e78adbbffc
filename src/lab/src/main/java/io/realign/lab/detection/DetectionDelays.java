package io.realign.lab.detection;

import io.realign.lab.detector.DetectionMethod;
import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamChange;
import io.realign.lab.stream.StreamScenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** How long a method takes to see the changes of a setting, at the threshold that gives the plan's false alarms. */
final class DetectionDelays {
    /** Multiple of the average run length at which a change that was not detected counts as detected. */
    private static final int MAX_DELAY_FACTOR = 5;

    private final SimulationPlan plan;
    private final StreamScenario setting;
    private final List<OnlineDetector> detectors;
    private final double threshold;

    private DetectionDelays(SimulationPlan plan, StreamScenario setting, List<OnlineDetector> detectors) {
        this.plan = plan;
        this.setting = setting;
        this.detectors = detectors;
        this.threshold = passages().thresholdFor(plan.arl());
    }

    /** The mean delay by kind of change; changes after a false alarm do not count. */
    static Map<String, MeanEstimate> measure(SimulationPlan plan, StreamScenario setting, DetectionMethod method) {
        List<OnlineDetector> fitted = IntStream.range(0, plan.references())
                .mapToObj(number -> method.fit(plan.reference(setting, number), plan.seed() + number))
                .toList();
        DetectionDelays delays = new DetectionDelays(plan, setting, fitted);
        Map<String, MeanEstimate> means = new LinkedHashMap<>();
        setting.changes().forEach(change -> means.put(change.kind(), MeanEstimate.of(delays.of(change))));
        return means;
    }

    private FirstPassageTimes passages() {
        FirstPassageTimes passages = new FirstPassageTimes();
        for (int run = 0; run < plan.runsPerReference() * plan.references(); run++) {
            FeatureStream stream = setting.generator().start(plan.random(setting, "quiet", run));
            passages.add(detectors.get(run % plan.references()), stream, plan.maxRunLength());
        }
        return passages;
    }

    private List<Integer> of(StreamChange change) {
        List<Integer> delays = new ArrayList<>();
        for (int run = 0; run < plan.changesPerReference() * plan.references(); run++) {
            Random random = plan.random(setting, change.kind(), run);
            FeatureStream stream =
                    change.applyAfter(plan.inControl(), setting.generator().start(random), random);
            int alarm = firstAlarm(detectors.get(run % plan.references()), threshold, stream, plan);
            if (alarm > plan.inControl()) {
                delays.add(alarm - plan.inControl());
            }
        }
        return delays;
    }

    /** Events up to the first alarm. */
    static int firstAlarm(OnlineDetector detector, double threshold, FeatureStream stream, SimulationPlan plan) {
        detector.reset();
        int last = plan.inControl() + MAX_DELAY_FACTOR * plan.arl();
        for (int event = 1; event < last; event++) {
            if (detector.observe(stream.next()) > threshold) {
                return event;
            }
        }
        return last;
    }
}
