package io.realign.learning.nd4j;

import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.StepOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/** Computes gradients with ND4J. Weights and moments are on the heap; the weights are copied to the layers after each step. */
final class Nd4jLearner implements Learner {
    /** Maximum number of rows per inference chunk. Larger chunks need more memory and are not faster. */
    private static final int MAX_CHUNK_ROWS = 512;

    /** Maximum number of values between two layers of an inference chunk. */
    private static final int MAX_CHUNK_VALUES = 1 << 22;

    private final NetSpec spec;
    private final ParameterLayout layout;
    private final Parameters parameters;
    private final HostBuffer gradientBuffer;
    private final float[] weights;
    private final float[] gradient;
    private final Optimizer optimizer;
    private int step;
    private Optional<TrainingNetwork> trainingNetwork = Optional.empty();
    private Optional<InferenceNetwork> inferenceNetwork = Optional.empty();

    Nd4jLearner(LearnerSnapshot snapshot) {
        spec = snapshot.spec();
        step = snapshot.step();
        layout = new ParameterLayout(spec.weightShapes());
        parameters = new Parameters(spec.weightShapes(), spec.statisticShapes(), DataType.FLOAT);
        parameters.restoreStatistics(snapshot.statistics());
        weights = layout.flatten(snapshot.weights());
        gradient = new float[weights.length];
        gradientBuffer = HostBuffer.of(parameters.gradients());
        parameters.write(weights);
        optimizer = new Optimizer(
                snapshot.optimizerType(),
                layout.flatten(snapshot.firstMoments()),
                layout.flatten(snapshot.secondMoments()));
    }

    @Override
    public Losses step(TrainingBatch batch, StepOptions options) {
        TrainingNetwork network = trainingNetwork(batch.size());
        Losses losses = network.computeGradient(batch, options.objective(), options.dropoutSeed());
        return losses.isFinite() && applyGradient(network, options) ? losses : withNanClassLoss(losses);
    }

    @Override
    public double step(float[][] source, float[][] target, OutputLoss loss, StepOptions options) {
        TrainingNetwork network = trainingNetwork(source.length + target.length);
        double value = network.computeGradient(source, target, loss, options.dropoutSeed());
        return Double.isFinite(value) && applyGradient(network, options) ? value : Double.NaN;
    }

    /** Updates the weights, or returns false if the gradient is not finite. */
    private boolean applyGradient(TrainingNetwork network, StepOptions options) {
        gradientBuffer.read(gradient);
        double norm = l2Norm(gradient);
        if (!Double.isFinite(norm)) {
            return false;
        }
        float scale = (float) Math.min(1, options.maxGradientNorm() / norm);
        optimizer.step(weights, gradient, scale, (float) options.weightDecay(), options.learningRate(), step);
        parameters.write(weights);
        network.updateRunningStatistics();
        step++;
        return true;
    }

    private static Losses withNanClassLoss(Losses losses) {
        Map<LossTerm, Double> values = new EnumMap<>(LossTerm.class);
        values.putAll(losses.values());
        values.put(LossTerm.CLASS, Double.NaN);
        return new Losses(values, losses.domainAccuracy());
    }

    private static double l2Norm(float[] gradient) {
        double sum = 0;
        for (float value : gradient) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private TrainingNetwork trainingNetwork(int rows) {
        if (trainingNetwork.isEmpty() || trainingNetwork.get().rows() != rows) {
            trainingNetwork.ifPresent(TrainingNetwork::close);
            // The constructor may throw; close must not close the previous network again.
            trainingNetwork = Optional.empty();
            trainingNetwork = Optional.of(new TrainingNetwork(spec, parameters, rows));
        }
        return trainingNetwork.get();
    }

    @Override
    public ModelOutputs predict(float[][] rows, boolean useTargetStatistics) {
        ModelOutputs outputs =
                new ModelOutputs(new float[rows.length][spec.classes()], new float[rows.length][spec.embeddingWidth()]);
        int chunk = Math.min(rows.length, maxChunkRows());
        for (int from = 0; from < rows.length; from += chunk) {
            inferenceNetwork(chunk).predict(rows, from, useTargetStatistics, outputs);
        }
        return outputs;
    }

    private int maxChunkRows() {
        int widest = spec.stacks().stream()
                .flatMap(stack -> stack.layerShapes().stream())
                .mapToInt(shape -> shape.stream().reduce(1, Math::multiplyExact))
                .max()
                .orElseThrow();
        return Math.max(1, Math.min(MAX_CHUNK_ROWS, MAX_CHUNK_VALUES / widest));
    }

    private InferenceNetwork inferenceNetwork(int chunkRows) {
        if (inferenceNetwork.isEmpty() || inferenceNetwork.get().chunkRows() != chunkRows) {
            inferenceNetwork.ifPresent(InferenceNetwork::close);
            inferenceNetwork = Optional.empty();
            inferenceNetwork = Optional.of(new InferenceNetwork(spec, parameters, chunkRows));
        }
        return inferenceNetwork.get();
    }

    @Override
    public LearnerSnapshot snapshot() {
        return new LearnerSnapshot(
                spec,
                optimizer.type(),
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
