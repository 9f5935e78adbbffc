package io.realign.bench;

import io.realign.cli.streams.Change;
import io.realign.cli.streams.RowStream;
import io.realign.cli.streams.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** How long a method takes to see the changes of a setting, at the threshold that gives the plan's false alarms. */
final class Delays {
    /** Who has not seen a change after so many times the average run length is taken to alarm there. */
    private static final int PATIENCE = 5;

    private final Plan plan;
    private final Setting setting;
    private final List<Yardstick> yardsticks;
    private final double threshold;

    private Delays(Plan plan, Setting setting, List<Yardstick> yardsticks) {
        this.plan = plan;
        this.setting = setting;
        this.yardsticks = yardsticks;
        this.threshold = passages().threshold(plan.arl());
    }

    /** The mean delay by kind of change; changes after a false alarm do not count. */
    static Map<String, Estimate> measure(Plan plan, Setting setting, Method method) {
        List<Yardstick> fitted = IntStream.range(0, plan.references())
                .mapToObj(number -> method.fit(plan.reference(setting, number), plan.seed() + number))
                .toList();
        Delays delays = new Delays(plan, setting, fitted);
        Map<String, Estimate> means = new LinkedHashMap<>();
        setting.changes().forEach(change -> means.put(change.kind(), Estimate.of(delays.of(change))));
        return means;
    }

    private FirstPassages passages() {
        FirstPassages passages = new FirstPassages();
        for (int run = 0; run < plan.runsEach() * plan.references(); run++) {
            RowStream stream = setting.law().start(plan.random(setting, "quiet", run));
            passages.add(yardsticks.get(run % plan.references()), stream, plan.longest());
        }
        return passages;
    }

    private List<Integer> of(Change change) {
        List<Integer> delays = new ArrayList<>();
        for (int run = 0; run < plan.changesEach() * plan.references(); run++) {
            Random random = plan.random(setting, change.kind(), run);
            RowStream stream = change.at(plan.quiet(), setting.law().start(random), random);
            int alarm = alarm(yardsticks.get(run % plan.references()), threshold, stream, plan);
            if (alarm > plan.quiet()) {
                delays.add(alarm - plan.quiet());
            }
        }
        return delays;
    }

    /** Events up to the first alarm. */
    static int alarm(Yardstick yardstick, double threshold, RowStream stream, Plan plan) {
        yardstick.reset();
        int last = plan.quiet() + PATIENCE * plan.arl();
        for (int event = 1; event < last; event++) {
            if (yardstick.observe(stream.next()) > threshold) {
                return event;
            }
        }
        return last;
    }
}
