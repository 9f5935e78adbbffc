package io.realign.it;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorArray;
import io.realign.cli.simulate.SensorDrift;
import io.realign.cli.simulate.SensorState;
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
final class SimulatedSite {
    static final int QUIET_EVENTS = 320;

    private final String domain;
    private final EventProducer field;
    private final SensorArray array;
    private final SensorState shifted;
    private final long seed;
    private final Map<String, String> truth = new HashMap<>();
    private Simulator simulator;

    SimulatedSite(String domain, long seed, EventProducer field) {
        this.domain = domain;
        this.field = field;
        Scenario scenario = Scenario.standard(QUIET_EVENTS, Integer.MAX_VALUE);
        List<SensorDrift> changes = scenario.drifts();
        this.array = scenario.array();
        this.shifted = changes.get(0).endState();
        this.seed = seed;
        this.simulator = new Simulator(array, changes, seed);
    }

    /** From the next event on there are sensors that err as far as the aged ones, to the other side. */
    void replaceSensors() {
        double[] gain = Arrays.stream(shifted.gain()).map(factor -> 1 / factor).toArray();
        double[] offset = Arrays.stream(shifted.offset()).map(shift -> -shift).toArray();
        SensorState others = new SensorState(gain, offset, shifted.crossTalk(), shifted.classShares());
        this.simulator = new Simulator(array, List.of(new SensorDrift(0, 0, others)), seed);
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
    boolean sendUnless(int events, BooleanSupplier enough) {
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
