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
 * A domain whose sensors age after {@link #EVENTS_BEFORE_DRIFT} events. The labels are not sent; they measure the accuracy of
 * the predictions.
 */
final class SimulatedSite {
    static final int EVENTS_BEFORE_DRIFT = 320;

    private final String domain;
    private final EventProducer producer;
    private final SensorArray array;
    private final SensorState driftedState;
    private final long seed;
    private final Map<String, String> labels = new HashMap<>();
    private Simulator simulator;

    SimulatedSite(String domain, long seed, EventProducer producer) {
        this.domain = domain;
        this.producer = producer;
        Scenario scenario = Scenario.standard(EVENTS_BEFORE_DRIFT, Integer.MAX_VALUE);
        List<SensorDrift> changes = scenario.drifts();
        this.array = scenario.array();
        this.driftedState = changes.get(0).endState();
        this.seed = seed;
        this.simulator = new Simulator(array, changes, seed);
    }

    /** Replaces the sensors before the next event. The errors of the new sensors are opposite to those of the drifted ones. */
    void replaceSensors() {
        double[] gain =
                Arrays.stream(driftedState.gain()).map(factor -> 1 / factor).toArray();
        double[] offset =
                Arrays.stream(driftedState.offset()).map(shift -> -shift).toArray();
        SensorState replaced = new SensorState(gain, offset, driftedState.crossTalk(), driftedState.classShares());
        this.simulator = new Simulator(array, List.of(new SensorDrift(0, 0, replaced)), seed);
    }

    String domain() {
        return domain;
    }

    void send(int events) {
        for (int i = 0; i < events; i++) {
            LabelledRow row = simulator.next();
            String id = producer.send(Topics.TARGET_EVENTS, domain, row.features(), Optional.empty());
            labels.put(id, row.label());
        }
    }

    /** Sends events unless the condition is true. Returns the condition. */
    boolean sendUnless(int events, BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return true;
        }
        send(events);
        return false;
    }

    /** Generates the next event without sending it. */
    FeatureEvent nextEvent() {
        return producer.event(domain, simulator.next().features(), Optional.empty());
    }

    int sent() {
        return labels.size();
    }

    /** Fraction of correct predictions; NaN if there are none. */
    <T> double accuracy(List<T> predictions, Function<T, Prediction> prediction) {
        return predictions.stream()
                .map(prediction)
                .mapToInt(scored -> scored.label().equals(labels.get(scored.eventId())) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
