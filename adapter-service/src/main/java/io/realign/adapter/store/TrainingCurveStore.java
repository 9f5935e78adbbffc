package io.realign.adapter.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Stores the training curves of each adaptation for the dashboard. */
@Singleton
public record TrainingCurveStore(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(TrainingCurveStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Stores the curves. A failure is only logged. */
    public void save(String adaptationId, List<?> curves) {
        try {
            store.putObject(ObjectKey.ofCurves(adaptationId), JSON.writeValueAsBytes(curves));
        } catch (IOException e) {
            LOG.warnf(e, "cannot store the training curves of %s", adaptationId);
        }
    }

    /** Curves as JSON; empty if no candidate was trained. */
    public Optional<byte[]> find(String adaptationId) throws IOException {
        return store.findObject(ObjectKey.ofCurves(adaptationId));
    }
}
