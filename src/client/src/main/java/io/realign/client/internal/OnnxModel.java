package io.realign.client.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.realign.model.ModelRelease;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The model of a release in an ONNX Runtime session.
 *
 * <p>Thread-safe. Concurrent calls run in parallel with separate buffers. {@link #close} waits for calls in progress.
 */
public final class OnnxModel implements AutoCloseable {
    static final String INPUT = "features";
    static final String OUTPUT = "probabilities";
    static final String EMBEDDING = "embedding";

    /** A model with a wider embedding is rejected. */
    static final int MAX_EMBEDDING_SIZE = 1 << 14;

    /** Maximum deviation of the sum of a row's probabilities from 1, due to float32 rounding over thousands of classes. */
    private static final float SUM_TOLERANCE = 1e-3f;

    private final ModelRelease release;
    private final OrtSession session;

    /** Calls hold the read lock, {@link #close} holds the write lock. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Buffers that are not in use, the most recently used first; at most as many as there were concurrent calls. */
    private final Deque<TensorBuffers> idleBuffers = new ConcurrentLinkedDeque<>();

    /** Size of the embedding, 0 if the model has none. Set by {@link #requireMatch}. */
    private int embeddingSize;

    private boolean closed;

    private OnnxModel(ModelRelease release, OrtSession session) {
        this.release = release;
        this.session = session;
    }

    /**
     * Creates a session and warms it up.
     *
     * @param verified ONNX model with a verified digest
     * @throws ModelLoadException if the bytes are not an ONNX model, or its inputs and outputs do not match the release
     */
    public static OnnxModel load(ModelRelease release, byte[] verified) throws ModelLoadException {
        OnnxModel model = null;
        boolean loaded = false;
        try {
            model = new OnnxModel(release, OnnxSessions.open(OrtEnvironment.getEnvironment(), verified));
            model.requireMatch();
            model.warmUp();
            loaded = true;
            return model;
        } catch (OrtException e) {
            throw ModelLoadException.permanent("expected the ONNX model of release " + release.displayName(), e);
        } finally {
            if (model != null && !loaded) {
                model.close();
            }
        }
    }

    public ModelRelease release() {
        return release;
    }

    /**
     * Scores one or more events.
     *
     * @param features raw features in row-major order: {@code n * release.model().featureCount()} values
     * @return class probabilities in row-major order: {@code n * release.model().labels().size()} values
     * @throws ModelRunException if ONNX Runtime fails
     */
    public float[] probabilities(float[] features) {
        return runOrFail(features, TensorBuffers::run);
    }

    /**
     * Computes the probabilities and the embedding of one event.
     *
     * @param features raw features, {@code release.model().featureCount()} values
     * @throws ModelRunException if ONNX Runtime fails
     */
    public ModelOutput infer(float[] features) {
        if (features.length != release.model().featureCount()) {
            throw new IllegalArgumentException("%s: expected one row of %d features, got %d values"
                    .formatted(release.displayName(), release.model().featureCount(), features.length));
        }
        return runOrFail(features, TensorBuffers::runWithEmbedding);
    }

    /** Label of the class with the highest probability; the first one in case of a tie. */
    public String label(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return release.model().labels().get(best);
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                idleBuffers.forEach(TensorBuffers::close);
                OnnxSessions.close(session);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <R> R runOrFail(float[] features, Run<R> run) {
        try {
            return run(features, run);
        } catch (OrtException e) {
            throw new ModelRunException(release, "ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private <R> R run(float[] features, Run<R> run) throws OrtException {
        int rows = rowCount(features);
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(release.displayName() + " is closed");
            }
            TensorBuffers buffers = borrowBuffers(rows);
            try {
                return run.apply(buffers, session, features);
            } finally {
                idleBuffers.addFirst(buffers);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private int rowCount(float[] features) {
        int width = release.model().featureCount();
        if (features.length == 0 || features.length % width != 0) {
            throw new IllegalArgumentException("%s: expected rows of %d features, got %d values"
                    .formatted(release.displayName(), width, features.length));
        }
        return features.length / width;
    }

    private TensorBuffers borrowBuffers(int rows) throws OrtException {
        TensorBuffers idle = idleBuffers.pollFirst();
        if (idle != null && idle.rowCount() == rows) {
            return idle;
        }
        if (idle != null) {
            idle.close();
        }
        return TensorBuffers.allocate(
                rows, release.model().featureCount(), release.model().labels().size(), embeddingSize);
    }

    private void requireMatch() throws ModelLoadException, OrtException {
        requireTensor(session.getInputInfo(), INPUT, release.model().featureCount());
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        requireTensor(outputs, OUTPUT, release.model().labels().size());
        NodeInfo embedding = outputs.get(EMBEDDING);
        if (embedding != null) {
            long width = embedding.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 2
                    ? tensor.getShape()[1]
                    : 0;
            // requireTensor rejects a width that differs from the supported width.
            int supported = (int) Math.max(1, Math.min(width, MAX_EMBEDDING_SIZE));
            requireTensor(outputs, EMBEDDING, supported);
            embeddingSize = supported;
        }
    }

    private void requireTensor(Map<String, NodeInfo> nodes, String name, int width) throws ModelLoadException {
        NodeInfo node = nodes.get(name);
        boolean matches = node != null
                && node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 2
                && tensor.getShape()[0] == -1
                && tensor.getShape()[1] == width;
        if (!matches) {
            throw ModelLoadException.permanent(
                    "expected a tensor %s float[batch, %d] in the model of release %s, got %s"
                            .formatted(name, width, release.displayName(), nodes.values()));
        }
    }

    /** Runs the model once, since the first run is many times slower than later ones. */
    private void warmUp() throws ModelLoadException, OrtException {
        float sum = 0;
        for (float probability : run(new float[release.model().featureCount()], TensorBuffers::run)) {
            sum += probability;
        }
        // Also rejects NaN.
        if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) {
            throw ModelLoadException.permanent("expected probabilities with the sum 1 from release "
                    + release.displayName() + ", got the sum " + sum);
        }
    }

    @FunctionalInterface
    private interface Run<R> {
        R apply(TensorBuffers buffers, OrtSession session, float[] features) throws OrtException;
    }
}
