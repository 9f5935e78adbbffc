package io.realign.adapter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.model.ReleaseHistory;
import io.realign.model.Signature;
import io.realign.model.TrustedKeys;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.SignedRelease;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * All releases that were published, as they were signed: the topic is compacted and keeps the newest of each domain.
 * Nothing is decided by what is here, which may be more than the topic has ever said.
 *
 * @param store where they are
 * @param keys what no trusted key vouches for is not here
 * @param clock says which keys count
 */
public record ReleaseArchive(ArtifactStore store, TrustedKeys keys, InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(ReleaseArchive.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A store that is away keeps nobody from publishing, least of all what takes a harmful release back. */
    public void save(ModelRelease release, SignedRelease signed) {
        try {
            byte[] envelope = JSON.writeValueAsBytes(envelope(signed));
            store.putObject(ObjectKey.ofRelease(release.domain(), release.version()), envelope);
            store.putObject(ObjectKey.ofRelease(release.id()), envelope);
        } catch (IOException e) {
            LOG.warnf(
                    e,
                    "%s cannot be kept in %s; it is found for as long as the topic has it",
                    release.displayName(),
                    store);
        }
    }

    /** The DSSE envelope of a release at its newest step, in JSON. */
    public Optional<byte[]> envelope(ObjectKey name) throws IOException {
        return store.findObject(name);
    }

    /** The release of a place in a lineage, at its newest step. */
    public Optional<ModelRelease> find(String domain, long version) throws IOException {
        Optional<byte[]> kept = envelope(ObjectKey.ofRelease(domain, version));
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        ReleaseAnnouncement announcement =
                signed(domain, JSON.readValue(kept.get(), DsseEnvelope.class)).verify(keys, clock.instant());
        return announcement instanceof ReleaseAnnouncement.Verified released
                ? Optional.of(released.release())
                : Optional.empty();
    }

    /** With the releases whose models others take the place of or bring back, and that the topic has let go of. */
    public ReleaseHistory withReferencedReleases(ReleaseHistory history) throws IOException {
        ReleaseHistory longer = history;
        for (ModelRelease release : history.releases()) {
            if (release.previous().isPresent()) {
                PreviousRelease before = release.previous().get();
                longer = with(longer, before.domain(), before.version());
            }
            if (release.rollbackTo() > 0) {
                longer = with(longer, release.domain(), release.rollbackTo());
            }
        }
        return longer;
    }

    private ReleaseHistory with(ReleaseHistory history, String domain, long version) throws IOException {
        return find(domain, version).map(history::with).orElse(history);
    }

    private static DsseEnvelope envelope(SignedRelease signed) {
        Signature signature = signed.signature().orElseThrow();
        return new DsseEnvelope(
                signed.value(),
                SignedRelease.PAYLOAD_TYPE,
                List.of(new DsseEnvelope.DsseSignature(signature.keyId(), signature.bytes())));
    }

    private static SignedRelease signed(String domain, DsseEnvelope envelope) {
        DsseEnvelope.DsseSignature by = envelope.signatures().get(0);
        return new SignedRelease(
                domain.getBytes(UTF_8), envelope.payload(), Optional.of(new Signature(by.keyid(), by.sig())));
    }
}
