package io.realign.it;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Change;
import io.realign.cli.simulate.Regime;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorArray;
import io.realign.cli.simulate.Simulator;
import io.realign.event.FeatureEvent;
import io.realign.rollout.Prediction;
import io.realign.schemas.Topics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A domain whose sensors age after a while, and may be exchanged then; its events are sent when they are asked for. The labels
 * stay here.
 */
final class Site {
    static final int QUIET = 320;

    private final String domain;
    private final Field field;
    private final SensorArray array;
    private final Regime aged;
    private final long seed;
    private final Map<String, String> truth = new HashMap<>();
    private Simulator simulator;

    Site(String domain, long seed, Field field) {
        this.domain = domain;
        this.field = field;
        Scenario scenario = Scenario.standard(QUIET, Integer.MAX_VALUE);
        List<Change> changes = scenario.changes();
        this.array = scenario.array();
        this.aged = changes.get(0).to();
        this.seed = seed;
        this.simulator = new Simulator(array, changes, seed);
    }

    /** From the next event on there are sensors that err as far as the aged ones, to the other side. */
    void exchangeSensors() {
        double[] gain = Arrays.stream(aged.gain()).map(factor -> 1 / factor).toArray();
        double[] offset = Arrays.stream(aged.offset()).map(shift -> -shift).toArray();
        Regime others = new Regime(gain, offset, aged.crossTalk(), aged.shares());
        this.simulator = new Simulator(array, List.of(new Change(0, 0, others)), seed);
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
