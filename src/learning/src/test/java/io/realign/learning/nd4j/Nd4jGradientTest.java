package io.realign.learning.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.Tensor;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Checks gradients through all stacks by central differences in double precision. */
class Nd4jGradientTest {
    private static final double STEP = 1e-6;
    private static final double PRECISION = 2e-8;
    private static final long SEED = 5;
    private static final Objective OBJECTIVE =
            new Objective(Map.of(LossTerm.CLASS, .7, LossTerm.DISTILLATION, .4, LossTerm.DOMAIN, .3), false);

    static Stream<NetSpec> nets() {
        return Stream.of(
                NetworkFixtures.plain(false),
                NetworkFixtures.plain(true),
                NetworkFixtures.table(false, false),
                NetworkFixtures.table(true, true),
                NetworkFixtures.image(false),
                NetworkFixtures.image(true));
    }

    @ParameterizedTest
    @MethodSource("nets")
    void gradient_matchesFiniteDifferencesWithReversedDomainTerm(NetSpec spec) {
        Parameters parameters = parameters(spec);
        HostBuffer weights = HostBuffer.of(parameters.values());
        TrainingBatch batch = NetworkFixtures.batch(spec, 6, 9, 11);
        try (TrainingNetwork network = new TrainingNetwork(spec, parameters, batch.size())) {
            network.computeGradient(batch, OBJECTIVE, SEED);
            double[] gradient = HostBuffer.of(parameters.gradients()).read();

            new ParameterLayout(spec.weightShapes()).slots().forEach((name, slot) -> {
                for (int i = slot.offset(); i < slot.offset() + slot.length(); i++) {
                    Losses above = lossesAt(network, weights, batch, i, STEP);
                    Losses below = lossesAt(network, weights, batch, i, -STEP);
                    double labels = .7 * derivative(LossTerm.CLASS, above, below)
                            + .4 * derivative(LossTerm.DISTILLATION, above, below);
                    double domain = derivative(LossTerm.DOMAIN, above, below);
                    double expected = name.startsWith("domain")
                            ? domain
                            : name.startsWith("class") ? labels : labels - .3 * domain;
                    assertThat(gradient[i]).as("%s %d", name, i).isCloseTo(expected, within(PRECISION));
                }
            });
        }
    }

    private static Losses lossesAt(
            TrainingNetwork network, HostBuffer weights, TrainingBatch batch, int i, double offset) {
        double[] value = new double[1];
        weights.read(i, value);
        weights.write(i, new double[] {value[0] + offset});
        Losses losses = network.computeGradient(batch, OBJECTIVE, SEED);
        weights.write(i, value);
        return losses;
    }

    private static double derivative(LossTerm term, Losses above, Losses below) {
        return (above.of(term) - below.of(term)) / (2 * STEP);
    }

    /**
     * Random weights, away from the kinks at 0. Class probabilities are constants to the gradient of a conditional domain
     * head; zero weights make them depend on the biases only, so that the differences agree.
     */
    private static Parameters parameters(NetSpec spec) {
        Parameters parameters = new Parameters(spec.weightShapes(), spec.statisticShapes(), DataType.DOUBLE);
        Map<String, Tensor> initial =
                LearnerSnapshot.initial(spec, OptimizerType.ADAM, 3).weights();
        SplittableRandom random = new SplittableRandom(4);
        String last = spec.stacks().get(1).layerName(spec.classHead().size() - 1) + ".weight";
        Map<String, ParameterLayout.Slot> slots = new ParameterLayout(spec.weightShapes()).slots();
        slots.forEach((name, slot) -> {
            double[] values = new double[slot.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = initial.get(name).values()[i] + .2 * random.nextGaussian();
                values[i] *= spec.conditional() && name.equals(last) ? 0 : 1;
            }
            HostBuffer.of(parameters.values()).write(slot.offset(), values);
        });
        return parameters;
    }
}
