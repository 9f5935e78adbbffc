package io.realign.learning.dl4j;

import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.Term;
import io.realign.learning.network.Answers;
import io.realign.learning.network.Batch;
import io.realign.learning.network.Learner;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Optimiser;
import io.realign.learning.network.Snapshot;
import io.realign.learning.network.Stride;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Stacks of layers that compute the gradient, and a {@link Descent} that follows it. Weights and moments live on the
 * heap; the layers have a copy of the weights.
 */
final class StackLearner implements Learner {
    /** Rows that are answered at once, and values between two layers that they may have: more only needs more memory. */
    private static final int CHUNK = 512;

    private static final int CHUNK_VALUES = 1 << 22;

    private final NetSpec spec;
    private final Optimiser optimiser;
    private final Layout layout;
    private final Parameters parameters;
    private final Memory gradients;
    private final float[] weights;
    private final float[] gradient;
    private final Descent descent;
    private int step;
    private Optional<TrainedNetwork> trained = Optional.empty();
    private Optional<AskedNetwork> asked = Optional.empty();

    StackLearner(Snapshot snapshot) {
        spec = snapshot.spec();
        optimiser = snapshot.optimiser();
        step = snapshot.step();
        layout = new Layout(spec.shapes());
        parameters = new Parameters(spec, DataType.FLOAT);
        parameters.restore(snapshot.statistics());
        weights = layout.flat(snapshot.weights());
        gradient = new float[weights.length];
        gradients = Memory.of(parameters.gradients());
        parameters.write(weights);
        float[] first = layout.flat(snapshot.firstMoments());
        float[] second = layout.flat(snapshot.secondMoments());
        descent = optimiser == Optimiser.ADAM ? new AdamDescent(first, second) : new MomentumDescent(first, second);
    }

    @Override
    public Losses step(Batch batch, Stride stride) {
        TrainedNetwork network = trained(batch.size());
        Losses losses = network.differentiate(batch, stride.objective(), stride.seed());
        return losses.finite() && followed(network, stride) ? losses : noNumber(losses);
    }

    @Override
    public double step(float[][] source, float[][] target, OutputLoss loss, Stride stride) {
        TrainedNetwork network = trained(source.length + target.length);
        double value = network.differentiate(source, target, loss, stride.seed());
        return Double.isFinite(value) && followed(network, stride) ? value : Double.NaN;
    }

    /** Whether there is a gradient that can be followed. */
    private boolean followed(TrainedNetwork network, Stride stride) {
        gradients.read(gradient);
        double length = length(gradient);
        if (!Double.isFinite(length)) {
            return false;
        }
        float scale = (float) Math.min(1, stride.clip() / length);
        descent.follow(weights, gradient, scale, (float) stride.weightDecay(), stride.learningRate(), step);
        parameters.write(weights);
        network.settle();
        step++;
        return true;
    }

    private static Losses noNumber(Losses losses) {
        Map<Term, Double> values = new EnumMap<>(Term.class);
        values.putAll(losses.values());
        values.put(Term.CLASS, Double.NaN);
        return new Losses(values, losses.domainAccuracy());
    }

    private static double length(float[] gradient) {
        double sum = 0;
        for (float slope : gradient) {
            sum += (double) slope * slope;
        }
        return Math.sqrt(sum);
    }

    private TrainedNetwork trained(int rows) {
        if (trained.isEmpty() || trained.get().rows() != rows) {
            trained.ifPresent(TrainedNetwork::close);
            trained = Optional.empty();
            trained = Optional.of(new TrainedNetwork(spec, parameters, rows));
        }
        return trained.get();
    }

    @Override
    public Answers evaluate(float[][] rows, boolean target) {
        Answers answers = new Answers(new float[rows.length][spec.classes()], new float[rows.length][spec.embedding()]);
        int chunk = Math.min(rows.length, chunk());
        for (int from = 0; from < rows.length; from += chunk) {
            asked(chunk).answer(rows, from, target, answers);
        }
        return answers;
    }

    private int chunk() {
        int widest = spec.stacks().stream()
                .flatMap(stack -> stack.shapes().stream())
                .mapToInt(shape -> shape.stream().reduce(1, Math::multiplyExact))
                .max()
                .orElseThrow();
        return Math.max(1, Math.min(CHUNK, CHUNK_VALUES / widest));
    }

    private AskedNetwork asked(int rows) {
        if (asked.isEmpty() || asked.get().rows() != rows) {
            asked.ifPresent(AskedNetwork::close);
            asked = Optional.empty();
            asked = Optional.of(new AskedNetwork(spec, parameters, rows));
        }
        return asked.get();
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot(
                spec,
                optimiser,
                step,
                layout.tensors(weights),
                layout.tensors(descent.first()),
                layout.tensors(descent.second()),
                parameters.statistics());
    }

    @Override
    public void close() {
        trained.ifPresent(TrainedNetwork::close);
        asked.ifPresent(AskedNetwork::close);
        parameters.close();
    }
}
