package io.realign.learning.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.Tensor;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.Term;
import io.realign.learning.network.Batch;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Optimiser;
import io.realign.learning.network.Snapshot;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Gradients through all stacks, against central differences of the losses in double precision. */
class StackGradientTest {
    private static final double STEP = 1e-6;
    private static final double PRECISION = 2e-8;
    private static final long SEED = 5;
    private static final Objective OBJECTIVE =
            new Objective(Map.of(Term.CLASS, .7, Term.TAUGHT, .4, Term.DOMAIN, .3), false);

    static Stream<NetSpec> nets() {
        return Stream.of(
                Nets.plain(false),
                Nets.plain(true),
                Nets.table(false, false),
                Nets.table(true, true),
                Nets.image(false),
                Nets.image(true));
    }

    @ParameterizedTest
    @MethodSource("nets")
    void gradient_isOfTheLossesWithTheDomainTermReversedBelowItsHead(NetSpec spec) {
        Parameters parameters = parameters(spec);
        Memory weights = Memory.of(parameters.values());
        Batch batch = Nets.batch(spec, 6, 9, 11);
        try (TrainedNetwork network = new TrainedNetwork(spec, parameters, batch.size())) {
            network.differentiate(batch, OBJECTIVE, SEED);
            double[] gradient = Memory.of(parameters.gradients()).read();

            new Layout(spec.shapes()).slots().forEach((name, slot) -> {
                for (int i = slot.from(); i < slot.from() + slot.length(); i++) {
                    Losses above = moved(network, weights, batch, i, STEP);
                    Losses below = moved(network, weights, batch, i, -STEP);
                    double labels = .7 * slope(Term.CLASS, above, below) + .4 * slope(Term.TAUGHT, above, below);
                    double domain = slope(Term.DOMAIN, above, below);
                    double expected = name.startsWith("domain")
                            ? domain
                            : name.startsWith("class") ? labels : labels - .3 * domain;
                    assertThat(gradient[i]).as("%s %d", name, i).isCloseTo(expected, within(PRECISION));
                }
            });
        }
    }

    private static Losses moved(TrainedNetwork network, Memory weights, Batch batch, int i, double move) {
        double[] value = new double[1];
        weights.read(i, value);
        weights.write(i, new double[] {value[0] + move});
        Losses losses = network.differentiate(batch, OBJECTIVE, SEED);
        weights.write(i, value);
        return losses;
    }

    private static double slope(Term term, Losses above, Losses below) {
        return (above.of(term) - below.of(term)) / (2 * STEP);
    }

    /**
     * Weights away from the kinks that zeros would lie on. A conditional domain head takes the class probabilities as
     * given; so that differences see them as given too, they follow from biases alone.
     */
    private static Parameters parameters(NetSpec spec) {
        Parameters parameters = new Parameters(spec, DataType.DOUBLE);
        Map<String, Tensor> start = Snapshot.start(spec, Optimiser.ADAM, 3).weights();
        SplittableRandom random = new SplittableRandom(4);
        String last = spec.stacks().get(1).layer(spec.classHead().size() - 1) + ".weight";
        Map<String, Layout.Slot> slots = new Layout(spec.shapes()).slots();
        slots.forEach((name, slot) -> {
            double[] values = new double[slot.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = start.get(name).values()[i] + .2 * random.nextGaussian();
                values[i] *= spec.conditional() && name.equals(last) ? 0 : 1;
            }
            Memory.of(parameters.values()).write(slot.from(), values);
        });
        return parameters;
    }
}
