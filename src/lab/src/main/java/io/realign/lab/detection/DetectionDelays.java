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

/** Delays between a change and the alarm of a method, at the threshold with the average run length of the plan. */
final class DetectionDelays {
    /** Maximum delay, as a multiple of the average run length; an undetected change counts with this delay. */
    private static final int MAX_DELAY_FACTOR = 5;

    private DetectionDelays() {}

    /** Returns the mean delay of each kind of change, in events; streams with a false alarm before the change do not count. */
    static Map<String, MeanEstimate> measure(SimulationPlan plan, StreamScenario scenario, DetectionMethod method) {
        List<OnlineDetector> detectors = IntStream.range(0, plan.references())
                .mapToObj(number -> method.fit(plan.reference(scenario, number), plan.seed() + number))
                .toList();
        FirstPassageTimes times = new FirstPassageTimes();
        for (int run = 0; run < plan.runsPerReference() * plan.references(); run++) {
            FeatureStream stream = scenario.generator().start(plan.random(scenario, "quiet", run));
            times.add(detectors.get(run % plan.references()), stream, plan.maxRunLength());
        }
        double threshold = times.thresholdFor(plan.arl());
        Map<String, MeanEstimate> means = new LinkedHashMap<>();
        for (StreamChange change : scenario.changes()) {
            List<Integer> delays = new ArrayList<>();
            for (int run = 0; run < plan.changesPerReference() * plan.references(); run++) {
                Random random = plan.random(scenario, change.kind(), run);
                FeatureStream stream = change.applyAfter(
                        plan.eventsBeforeChange(), scenario.generator().start(random), random);
                int alarm = firstAlarm(detectors.get(run % plan.references()), threshold, stream, plan);
                if (alarm > plan.eventsBeforeChange()) {
                    delays.add(alarm - plan.eventsBeforeChange());
                }
            }
            means.put(change.kind(), MeanEstimate.of(delays));
        }
        return means;
    }

    /** Returns the number of events up to the first alarm, at most {@value #MAX_DELAY_FACTOR} average run lengths after the change. */
    static int firstAlarm(OnlineDetector detector, double threshold, FeatureStream stream, SimulationPlan plan) {
        detector.reset();
        int last = plan.eventsBeforeChange() + MAX_DELAY_FACTOR * plan.arl();
        for (int event = 1; event < last; event++) {
            if (detector.observe(stream.next()) > threshold) {
                return event;
            }
        }
        return last;
    }
}
