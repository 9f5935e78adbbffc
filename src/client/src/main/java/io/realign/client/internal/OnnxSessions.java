package io.realign.client.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens ONNX Runtime sessions whose runs use the calling thread only, since most runs score a single event. */
final class OnnxSessions {
    private static final AtomicInteger OPEN = new AtomicInteger();

    private OnnxSessions() {}

    /** Number of open sessions in this JVM. */
    static int openCount() {
        return OPEN.get();
    }

    static OrtSession open(OrtEnvironment environment, byte[] model) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            // ONNX Runtime does not return arena memory to the system, so each release would leak some.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            OrtSession session = environment.createSession(model, options);
            OPEN.incrementAndGet();
            return session;
        }
    }

    static void close(OrtSession session) {
        try {
            session.close();
            OPEN.decrementAndGet();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close an ONNX Runtime session", e);
        }
    }
}
