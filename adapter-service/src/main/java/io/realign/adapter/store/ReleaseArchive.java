package io.realign.adapter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.model.ReleaseHistory;
import io.realign.model.Signature;
import io.realign.model.TrustedKeys;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.SignedRelease;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Archive of all signed releases, since the compacted topic retains only the newest release of each domain. It may contain a release
 * that was never published, so no decision depends on it.
 *
 * @param keys releases without a trusted signature are ignored
 * @param clock time at which a key has to be valid
 */
@Singleton
public record ReleaseArchive(ArtifactStore store, TrustedKeys keys, InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(ReleaseArchive.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Stores a release. A failure is only logged, so that an unavailable store does not block a rollback. */
    public void save(ModelRelease release, SignedRelease signed) {
        try {
            byte[] envelope = JSON.writeValueAsBytes(DsseEnvelope.of(
                    SignedRelease.PAYLOAD_TYPE,
                    signed.value(),
                    signed.signature().orElseThrow()));
            store.putObject(ObjectKey.ofRelease(release.domain(), release.version()), envelope);
            store.putObject(ObjectKey.ofRelease(release.id()), envelope);
        } catch (IOException e) {
            LOG.warnf(
                    e,
                    "cannot archive %s in %s; the release is available only while the topic retains it",
                    release.displayName(),
                    store);
        }
    }

    /** DSSE envelope of a release at its newest step, as JSON. */
    public Optional<byte[]> envelope(ObjectKey key) throws IOException {
        return store.findObject(key);
    }

    /** Finds a version of a domain at its newest step. */
    public Optional<ModelRelease> find(String domain, long version) throws IOException {
        Optional<byte[]> archived = envelope(ObjectKey.ofRelease(domain, version));
        if (archived.isEmpty()) {
            return Optional.empty();
        }
        ReleaseVerification verification = signedRelease(domain, JSON.readValue(archived.get(), DsseEnvelope.class))
                .verify(keys, clock.instant());
        return verification instanceof ReleaseVerification.Verified verified
                ? Optional.of(verified.release())
                : Optional.empty();
    }

    /** For each release of the history, adds its previous release and the version that it restores, if they are archived. */
    public ReleaseHistory withReferencedReleases(ReleaseHistory history) throws IOException {
        ReleaseHistory extended = history;
        for (ModelRelease release : history.releases()) {
            if (release.previous().isPresent()) {
                PreviousRelease previous = release.previous().get();
                extended = with(extended, previous.domain(), previous.version());
            }
            if (release.origin().rollbackTo() > 0) {
                extended = with(extended, release.domain(), release.origin().rollbackTo());
            }
        }
        return extended;
    }

    private ReleaseHistory with(ReleaseHistory history, String domain, long version) throws IOException {
        return find(domain, version).map(history::with).orElse(history);
    }

    private static SignedRelease signedRelease(String domain, DsseEnvelope envelope) {
        DsseEnvelope.DsseSignature signature = envelope.signatures().get(0);
        return new SignedRelease(
                domain.getBytes(UTF_8),
                envelope.payload(),
                Optional.of(new Signature(signature.keyid(), signature.sig())));
    }
}
