package io.realign.adapter.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps how the candidates of each adaptation were trained, for those who look. Nothing follows from it. */
public record TrainingCurveStore(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(TrainingCurveStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keeps them, or says in the log that they could not be kept. */
    public void save(String adaptationId, List<?> curves) {
        try {
            store.putObject(ObjectKey.ofCurves(adaptationId), JSON.writeValueAsBytes(curves));
        } catch (IOException e) {
            LOG.warnf(e, "the training curves of %s are not kept", adaptationId);
        }
    }

    /** As JSON; empty if nothing was trained, or before they were kept. */
    public Optional<byte[]> find(String adaptationId) throws IOException {
        return store.findObject(ObjectKey.ofCurves(adaptationId));
    }
}
