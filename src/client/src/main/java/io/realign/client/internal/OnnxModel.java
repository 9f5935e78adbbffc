package io.realign.client.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.realign.model.ModelRelease;
import java.util.Map;

/** A release, ready to score: an ONNX Runtime session and its buffers. Safe for use by several threads, one at a time. */
public final class OnnxModel implements AutoCloseable {
    static final String INPUT = "features";
    static final String OUTPUT = "probabilities";
    static final String EMBEDDING = "embedding";

    /** A wider embedding is more likely a broken model than a large one. */
    static final int MAX_EMBEDDING_SIZE = 1 << 14;

    /** How far the sum of a row's probabilities may be from 1: float32 rounding over thousands of classes. */
    private static final float SUM_TOLERANCE = 1e-3f;

    private final ModelRelease release;
    private final OrtSession session;
    private final int embeddingSize;
    private TensorBuffers buffers;
    private boolean closed;

    private OnnxModel(ModelRelease release, OrtSession session) throws OrtException {
        this.release = release;
        this.session = session;
        this.embeddingSize = embeddingSize(session);
        this.buffers =
                new TensorBuffers(1, release.featureCount(), release.labels().size(), embeddingSize);
    }

    /**
     * Makes a session of bytes that have been verified, and runs it once.
     *
     * @throws ModelLoadException if they are no model, or not the one that the release describes
     */
    public static OnnxModel load(ModelRelease release, byte[] verified) throws ModelLoadException {
        try {
            OnnxModel model = new OnnxModel(release, openMatchingSession(release, verified));
            try {
                model.warmUp();
                return model;
            } catch (ModelLoadException | OrtException e) {
                model.close();
                throw e;
            }
        } catch (OrtException e) {
            throw ModelLoadException.permanent("expected the ONNX model of release " + release.displayName(), e);
        }
    }

    public ModelRelease release() {
        return release;
    }

    /**
     * Scores one event or several.
     *
     * @param features raw features, row after row: {@code n * release.features()} values
     * @return class probabilities, row after row: {@code n * release.labels().size()} values
     */
    public synchronized float[] probabilities(float[] features) {
        int count = rowCount(features);
        try {
            return buffersFor(count).run(session, features);
        } catch (OrtException e) {
            throw new IllegalStateException(release.displayName() + " failed on " + features.length + " features", e);
        }
    }

    /**
     * What the model makes of one event, in a single run.
     *
     * @param features raw features, {@code release.features()} values
     */
    public synchronized Inference infer(float[] features) {
        if (rowCount(features) != 1) {
            throw new IllegalArgumentException("%s looks at one row of %d features, got %d values"
                    .formatted(release.displayName(), release.featureCount(), features.length));
        }
        try {
            return buffersFor(1).runWithEmbedding(session, features);
        } catch (OrtException e) {
            throw new IllegalStateException(release.displayName() + " failed on " + features.length + " features", e);
        }
    }

    private int rowCount(float[] features) {
        if (closed) {
            throw new IllegalStateException(release.displayName() + " is closed");
        }
        int width = release.featureCount();
        if (features.length == 0 || features.length % width != 0) {
            throw new IllegalArgumentException("%s takes rows of %d features, got %d values"
                    .formatted(release.displayName(), width, features.length));
        }
        return features.length / width;
    }

    /** The name of the class with the highest of one row's probabilities; the first of those, if there are several. */
    public String label(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return release.labels().get(best);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        buffers.close();
        OnnxSessions.close(session);
    }

    private TensorBuffers buffersFor(int count) throws OrtException {
        if (buffers.rowCount() != count) {
            buffers.close();
            buffers = new TensorBuffers(
                    count, release.featureCount(), release.labels().size(), embeddingSize);
        }
        return buffers;
    }

    /** Nothing is allocated for a release before its shapes are known to be those of the model. */
    private static OrtSession openMatchingSession(ModelRelease release, byte[] verified)
            throws ModelLoadException, OrtException {
        OrtSession session = OnnxSessions.open(OrtEnvironment.getEnvironment(), verified);
        try {
            requireTensor(release, session.getInputInfo(), INPUT, release.featureCount());
            requireTensor(
                    release, session.getOutputInfo(), OUTPUT, release.labels().size());
            if (session.getOutputNames().contains(EMBEDDING)) {
                int width = embeddingSize(session);
                requireTensor(
                        release, session.getOutputInfo(), EMBEDDING, Math.max(1, Math.min(width, MAX_EMBEDDING_SIZE)));
            }
            return session;
        } catch (ModelLoadException | OrtException e) {
            OnnxSessions.close(session);
            throw e;
        }
    }

    /** Values in a row's embedding, as the model says; 0 without one. */
    private static int embeddingSize(OrtSession session) throws OrtException {
        NodeInfo node = session.getOutputInfo().get(EMBEDDING);
        if (node != null && node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 2) {
            return (int) Math.min(Integer.MAX_VALUE, tensor.getShape()[1]);
        }
        return 0;
    }

    private static void requireTensor(ModelRelease release, Map<String, NodeInfo> nodes, String name, int width)
            throws ModelLoadException {
        NodeInfo node = nodes.get(name);
        boolean fits = node != null
                && node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 2
                && tensor.getShape()[0] == -1
                && tensor.getShape()[1] == width;
        if (!fits) {
            throw ModelLoadException.permanent(
                    "expected a tensor %s float[batch, %d] in the model of release %s, got %s"
                            .formatted(name, width, release.displayName(), nodes.values()));
        }
    }

    /** The first run is many times slower than the others, so no event shall wait for it. */
    private void warmUp() throws ModelLoadException, OrtException {
        float sum = 0;
        for (float probability : buffers.run(session, new float[release.featureCount()])) {
            sum += probability;
        }
        // A NaN is not within any tolerance.
        if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) {
            throw ModelLoadException.permanent(
                    "expected probabilities of sum 1 from release " + release.displayName() + ", got the sum " + sum);
        }
    }
}
