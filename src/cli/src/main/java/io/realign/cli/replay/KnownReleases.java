package io.realign.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.client.Adapter;
import io.realign.client.ReleaseReader;
import io.realign.client.UnusableException;
import io.realign.client.log.Log;
import io.realign.model.History;
import io.realign.model.ModelRelease;
import io.realign.model.Signature;
import io.realign.model.TrustedKeys;
import io.realign.model.Verification;
import io.realign.schemas.Announcement;
import io.realign.schemas.Decoded;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The releases that a trusted key vouches for: on the topic, and beyond its compaction in the adapter's archive. */
final class KnownReleases {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Base 64 takes a third more, and the rest of the envelope is short. */
    private static final long LARGEST_ENVELOPE = 2L * SignedRelease.MAX_SIZE;

    private final Log log;
    private final Adapter adapter;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final List<String> refusals = new ArrayList<>();
    private History history = History.EMPTY;

    private KnownReleases(Log log, Adapter adapter, TrustedKeys keys, InstantSource clock) {
        this.log = log;
        this.adapter = adapter;
        this.keys = keys;
        this.clock = clock;
    }

    /** Reads the topic. */
    static KnownReleases read(Log log, Adapter adapter, TrustedKeys keys, InstantSource clock) {
        KnownReleases known = new KnownReleases(log, adapter, keys, clock);
        for (ConsumerRecord<byte[], byte[]> record : log.records(Topics.MODELS.name())) {
            if (record.value() != null) {
                known.accept(ReleaseReader.open(record, keys, clock.instant()));
            }
        }
        return known;
    }

    /** The release, at the newest step that is known of it. */
    ModelRelease get(Wanted wanted) throws EndedException {
        Optional<ModelRelease> onTopic =
                history.releases().stream().filter(wanted::is).findFirst();
        Optional<ModelRelease> found = onTopic.isPresent() ? onTopic : archived(wanted);
        return found.orElseThrow(() -> EndedException.missing(
                "expected a release %s on %s at %s or in the archive of %s, got none that a trusted key vouches for%s"
                        .formatted(
                                wanted,
                                Topics.MODELS.name(),
                                log.bootstrap(),
                                adapter,
                                refusals.isEmpty() ? "" : "; " + String.join("; ", refusals))));
    }

    private Optional<ModelRelease> archived(Wanted wanted) throws EndedException {
        try {
            Optional<byte[]> envelope = adapter.api("releases/envelope?" + wanted.query(), LARGEST_ENVELOPE);
            if (envelope.isPresent()) {
                accept(open(envelope.get()));
            }
        } catch (UnusableException e) {
            throw EndedException.missing("release %s is not on %s, and its archive does not answer: %s"
                    .formatted(wanted, Topics.MODELS.name(), e.getMessage()));
        } catch (IOException e) {
            throw EndedException.missing("expected release %s in a DSSE envelope from %s, got no JSON: %s"
                    .formatted(wanted, adapter, e.getMessage()));
        }
        return history.releases().stream().filter(wanted::is).findFirst();
    }

    private void accept(Announcement announcement) {
        if (announcement instanceof Announcement.Released released) {
            history = history.with(released.release());
        } else if (announcement instanceof Announcement.Refused refused) {
            refusals.add(refused.reason());
        }
    }

    private Announcement open(byte[] envelope) throws IOException {
        JsonNode json = JSON.readTree(envelope);
        JsonNode by = json.path("signatures").path(0);
        byte[] value = bytes(json.path("payload"));
        Signature signature = new Signature(by.path("keyid").asText(), bytes(by.path("sig")));
        Verification verification = keys.verify(SignedRelease.PAYLOAD_TYPE, value, signature, clock.instant());
        if (verification instanceof Verification.Refused refused) {
            return new Announcement.Refused("", adapter + ": " + refused.reason());
        }
        Decoded<ModelRelease> decoded = Topics.MODELS.codec().decode(value);
        return decoded instanceof Decoded.Value<ModelRelease> release
                ? new Announcement.Released(release.message())
                : new Announcement.Refused("", adapter + ": " + decoded);
    }

    private static byte[] bytes(JsonNode base64) throws IOException {
        byte[] bytes = base64.binaryValue();
        return bytes == null ? new byte[0] : bytes;
    }
}
