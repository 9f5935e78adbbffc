package io.realign.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.client.internal.AdapterServiceClient;
import io.realign.client.internal.ModelLoadException;
import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.model.Signature;
import io.realign.model.TrustedKeys;
import io.realign.model.Verification;
import io.realign.model.VerifiedRelease;
import io.realign.replay.KafkaLogReader;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Releases signed by a trusted key. They come from the topic, or from the archive of the adapter service if the topic no longer has
 * them after compaction.
 */
final class VerifiedReleases {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Base64 adds a third to the size of the release; the rest of the envelope is small. */
    private static final long MAX_ENVELOPE_BYTES = 2L * SignedRelease.MAX_SIZE;

    private final KafkaLogReader log;
    private final AdapterServiceClient adapter;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final List<String> rejections = new ArrayList<>();
    private final List<ModelRelease> releases = new ArrayList<>();

    /** Reads the releases on the topic. */
    VerifiedReleases(KafkaLogReader log, AdapterServiceClient adapter, TrustedKeys keys, InstantSource clock) {
        this.log = log;
        this.adapter = adapter;
        this.keys = keys;
        this.clock = clock;
        for (ConsumerRecord<byte[], byte[]> record : log.readAll(Topics.MODELS.name())) {
            if (record.value() != null) {
                add(ReleaseReader.verify(record, keys, clock.instant()));
            }
        }
    }

    /** The release at its latest known rollout step. */
    ModelRelease get(ReleaseReference reference) throws ReplayFailedException {
        Optional<ModelRelease> onTopic = find(reference);
        Optional<ModelRelease> found = onTopic.isPresent() ? onTopic : fetchFromArchive(reference);
        return found.orElseThrow(() -> ReplayFailedException.missing(
                "expected a release %s on %s at %s or in the archive of %s, got none signed by a trusted key%s"
                        .formatted(
                                reference,
                                Topics.MODELS.name(),
                                log.kafka().bootstrapServers(),
                                adapter,
                                rejections.isEmpty() ? "" : "; " + String.join("; ", rejections))));
    }

    private Optional<ModelRelease> fetchFromArchive(ReleaseReference reference) throws ReplayFailedException {
        try {
            Optional<byte[]> envelope = adapter.get("releases/envelope?" + reference.toQuery(), MAX_ENVELOPE_BYTES);
            if (envelope.isPresent()) {
                add(verifyEnvelope(envelope.get()));
            }
        } catch (ModelLoadException e) {
            throw ReplayFailedException.missing("release %s is not on %s, and the archive is not reachable: %s"
                    .formatted(reference, Topics.MODELS.name(), e.getMessage()));
        } catch (IOException e) {
            throw ReplayFailedException.missing("expected release %s in a DSSE envelope from %s, got invalid JSON: %s"
                    .formatted(reference, adapter, e.getMessage()));
        }
        return find(reference);
    }

    private Optional<ModelRelease> find(ReleaseReference reference) {
        return new ReleaseHistory(releases, List.of())
                .releases().stream().filter(reference::matches).findFirst();
    }

    private void add(ReleaseVerification verification) {
        if (verification instanceof ReleaseVerification.Verified verified) {
            releases.add(verified.release());
        } else if (verification instanceof ReleaseVerification.Invalid invalid) {
            rejections.add(invalid.reason());
        }
    }

    private ReleaseVerification verifyEnvelope(byte[] envelope) throws IOException {
        JsonNode json = JSON.readTree(envelope);
        JsonNode signatureJson = json.path("signatures").path(0);
        byte[] payload = decodeBase64(json.path("payload"));
        Signature signature =
                new Signature(signatureJson.path("keyid").asText(), decodeBase64(signatureJson.path("sig")));
        Instant now = clock.instant();
        Verification verification = keys.verify(SignedRelease.PAYLOAD_TYPE, payload, signature, now);
        if (verification instanceof Verification.Rejected rejected) {
            return new ReleaseVerification.Invalid("", adapter + ": " + rejected.reason());
        }
        DecodeResult<ModelRelease> decoded = Topics.MODELS.codec().decode(payload);
        return decoded instanceof DecodeResult.Valid<ModelRelease> valid
                ? new ReleaseVerification.Verified(new VerifiedRelease(valid.message(), signature.keyId(), now))
                : new ReleaseVerification.Invalid("", adapter + ": " + decoded);
    }

    private static byte[] decodeBase64(JsonNode base64) throws IOException {
        byte[] bytes = base64.binaryValue();
        return bytes == null ? new byte[0] : bytes;
    }
}
