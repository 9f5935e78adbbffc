package io.realign.learning.nd4j;

import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Stacks of layers that compute the gradient, and a {@link Optimizer} that follows it. Weights and moments live on the
 * heap; the layers have a copy of the weights.
 */
final class Nd4jLearner implements Learner {
    /** Rows that are answered at once, and values between two layers that they may have: more only needs more memory. */
    private static final int MAX_CHUNK_ROWS = 512;

    private static final int MAX_CHUNK_VALUES = 1 << 22;

    private final NetSpec spec;
    private final OptimizerType optimizerType;
    private final ParameterLayout layout;
    private final Parameters parameters;
    private final HostBuffer gradients;
    private final float[] weights;
    private final float[] gradient;
    private final Optimizer optimizer;
    private int step;
    private Optional<TrainingNetwork> trainingNetwork = Optional.empty();
    private Optional<InferenceNetwork> inferenceNetwork = Optional.empty();

    Nd4jLearner(LearnerSnapshot snapshot) {
        spec = snapshot.spec();
        optimizerType = snapshot.optimizerType();
        step = snapshot.step();
        layout = new ParameterLayout(spec.weightShapes());
        parameters = new Parameters(spec, DataType.FLOAT);
        parameters.restoreStatistics(snapshot.statistics());
        weights = layout.flatten(snapshot.weights());
        gradient = new float[weights.length];
        gradients = HostBuffer.of(parameters.gradients());
        parameters.write(weights);
        float[] first = layout.flatten(snapshot.firstMoments());
        float[] second = layout.flatten(snapshot.secondMoments());
        optimizer = optimizerType == OptimizerType.ADAM ? new Adam(first, second) : new MomentumSgd(first, second);
    }

    @Override
    public Losses step(TrainingBatch batch, StepOptions stride) {
        TrainingNetwork network = trainingNetwork(batch.size());
        Losses losses = network.computeGradient(batch, stride.objective(), stride.dropoutSeed());
        return losses.finite() && applyGradient(network, stride) ? losses : nanLosses(losses);
    }

    @Override
    public double step(float[][] source, float[][] target, OutputLoss loss, StepOptions stride) {
        TrainingNetwork network = trainingNetwork(source.length + target.length);
        double value = network.computeGradient(source, target, loss, stride.dropoutSeed());
        return Double.isFinite(value) && applyGradient(network, stride) ? value : Double.NaN;
    }

    /** Whether there is a gradient that can be followed. */
    private boolean applyGradient(TrainingNetwork network, StepOptions stride) {
        gradients.read(gradient);
        double length = l2Norm(gradient);
        if (!Double.isFinite(length)) {
            return false;
        }
        float scale = (float) Math.min(1, stride.maxGradientNorm() / length);
        optimizer.step(weights, gradient, scale, (float) stride.weightDecay(), stride.learningRate(), step);
        parameters.write(weights);
        network.updateRunningStatistics();
        step++;
        return true;
    }

    private static Losses nanLosses(Losses losses) {
        Map<LossTerm, Double> values = new EnumMap<>(LossTerm.class);
        values.putAll(losses.values());
        values.put(LossTerm.CLASS, Double.NaN);
        return new Losses(values, losses.domainAccuracy());
    }

    private static double l2Norm(float[] gradient) {
        double sum = 0;
        for (float slope : gradient) {
            sum += (double) slope * slope;
        }
        return Math.sqrt(sum);
    }

    private TrainingNetwork trainingNetwork(int rows) {
        if (trainingNetwork.isEmpty() || trainingNetwork.get().rows() != rows) {
            trainingNetwork.ifPresent(TrainingNetwork::close);
            trainingNetwork = Optional.empty();
            trainingNetwork = Optional.of(new TrainingNetwork(spec, parameters, rows));
        }
        return trainingNetwork.get();
    }

    @Override
    public ModelOutputs predict(float[][] rows, boolean target) {
        ModelOutputs answers =
                new ModelOutputs(new float[rows.length][spec.classes()], new float[rows.length][spec.embeddingWidth()]);
        int chunk = Math.min(rows.length, chunkRows());
        for (int from = 0; from < rows.length; from += chunk) {
            inferenceNetwork(chunk).predict(rows, from, target, answers);
        }
        return answers;
    }

    private int chunkRows() {
        int widest = spec.stacks().stream()
                .flatMap(stack -> stack.layerShapes().stream())
                .mapToInt(shape -> shape.stream().reduce(1, Math::multiplyExact))
                .max()
                .orElseThrow();
        return Math.max(1, Math.min(MAX_CHUNK_ROWS, MAX_CHUNK_VALUES / widest));
    }

    private InferenceNetwork inferenceNetwork(int rows) {
        if (inferenceNetwork.isEmpty() || inferenceNetwork.get().rows() != rows) {
            inferenceNetwork.ifPresent(InferenceNetwork::close);
            inferenceNetwork = Optional.empty();
            inferenceNetwork = Optional.of(new InferenceNetwork(spec, parameters, rows));
        }
        return inferenceNetwork.get();
    }

    @Override
    public LearnerSnapshot snapshot() {
        return new LearnerSnapshot(
                spec,
                optimizerType,
                step,
                layout.toTensors(weights),
                layout.toTensors(optimizer.firstMoment()),
                layout.toTensors(optimizer.secondMoment()),
                parameters.statistics());
    }

    @Override
    public void close() {
        trainingNetwork.ifPresent(TrainingNetwork::close);
        inferenceNetwork.ifPresent(InferenceNetwork::close);
        parameters.close();
    }
}
