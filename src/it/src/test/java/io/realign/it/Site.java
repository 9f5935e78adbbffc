package io.realign.it;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Change;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.Simulator;
import io.realign.event.FeatureEvent;
import io.realign.rollout.Prediction;
import io.realign.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A domain whose sensors age after a while; its events are sent when they are asked for. The labels stay here. */
final class Site {
    static final int QUIET = 320;

    private final String domain;
    private final Field field;
    private final Simulator simulator;
    private final Map<String, String> truth = new HashMap<>();

    Site(String domain, long seed, Field field) {
        this.domain = domain;
        this.field = field;
        Scenario scenario = Scenario.standard(QUIET, Integer.MAX_VALUE);
        List<Change> changes = scenario.changes();
        this.simulator = new Simulator(scenario.array(), changes, seed);
    }

    String domain() {
        return domain;
    }

    void send(int events) {
        for (int i = 0; i < events; i++) {
            LabelledRow row = simulator.next();
            String id = field.send(Topics.TARGET_EVENTS, domain, row.features(), Optional.empty());
            truth.put(id, row.label());
        }
    }

    /** Sends so many events unless there are enough. */
    boolean more(int events, BooleanSupplier enough) {
        if (enough.getAsBoolean()) {
            return true;
        }
        send(events);
        return false;
    }

    /** One more event, which is not sent. */
    FeatureEvent event() {
        return field.event(domain, simulator.next().features(), Optional.empty());
    }

    int sent() {
        return truth.size();
    }

    /** The share of right answers. */
    <T> double accuracy(List<T> answers, Function<T, Prediction> prediction) {
        return answers.stream()
                .map(prediction)
                .mapToInt(answer -> answer.label().equals(truth.get(answer.eventId())) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
