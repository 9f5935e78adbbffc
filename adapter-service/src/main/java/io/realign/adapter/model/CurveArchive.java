package io.realign.adapter.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps how the candidates of each adaptation were trained, for those who look. Nothing follows from it. */
public record CurveArchive(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(CurveArchive.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keeps them, or says in the log that they could not be kept. */
    public void keep(String adaptationId, List<?> curves) {
        try {
            store.keep(ReleaseName.ofCurves(adaptationId), JSON.writeValueAsBytes(curves));
        } catch (IOException e) {
            LOG.warnf(e, "the training curves of %s are not kept", adaptationId);
        }
    }

    /** As JSON; empty if nothing was trained, or before they were kept. */
    public Optional<byte[]> of(String adaptationId) throws IOException {
        return store.kept(ReleaseName.ofCurves(adaptationId));
    }
}
