package io.realign.jobs.scoring;

import io.realign.jobs.state.VerifiedReleaseSerializer;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.model.TrustedKeys;
import io.realign.model.VerifiedRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The newest announced release and the serving release of each domain in the checkpoint. They differ while the announced release
 * is being loaded and after it has failed to load.
 */
final class CheckpointedReleases {
    private final BroadcastState<String, VerifiedRelease> announced;
    private final BroadcastState<String, VerifiedRelease> serving;

    /**
     * The newest record of each known release, by release id. The serving release of each domain and all releases that were
     * announced after it are known, since any of them may be activated. The checkpoint contains only the last announced one.
     */
    private final Map<String, VerifiedRelease> recordsById = new HashMap<>();

    /** Releases of the checkpoint without a record that was signed with a trusted key, with the reasons. */
    private final Map<ModelRelease, String> untrusted = new LinkedHashMap<>();

    CheckpointedReleases(OperatorStateStore store, TrustedKeys keys) throws Exception {
        announced = store.getBroadcastState(descriptor("announced-releases"));
        serving = store.getBroadcastState(descriptor("serving-releases"));
        for (BroadcastState<String, VerifiedRelease> state : List.of(serving, announced)) {
            for (Map.Entry<String, VerifiedRelease> entry : state.immutableEntries()) {
                VerifiedRelease verified = entry.getValue();
                if (keys.rejection(verified.keyId(), verified.verifiedAt()).isEmpty()) {
                    recordsById.merge(verified.release().id(), verified, CheckpointedReleases::newer);
                }
            }
        }
        for (BroadcastState<String, VerifiedRelease> state : List.of(serving, announced)) {
            replaceByTrusted(state, keys);
        }
    }

    private static VerifiedRelease newer(VerifiedRelease one, VerifiedRelease other) {
        return ReleaseOrder.of(one.release(), other.release()) == ReleaseOrder.NEWER ? other : one;
    }

    /** Replaces each record by a trusted record of its release, or removes it. A release that was signed again may have records of two keys. */
    private void replaceByTrusted(BroadcastState<String, VerifiedRelease> state, TrustedKeys keys) throws Exception {
        Map<String, VerifiedRelease> entries = new LinkedHashMap<>();
        state.immutableEntries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        for (Map.Entry<String, VerifiedRelease> entry : entries.entrySet()) {
            VerifiedRelease verified = entry.getValue();
            VerifiedRelease trusted = recordsById.get(verified.release().id());
            if (trusted == null) {
                state.remove(entry.getKey());
                keys.rejection(verified.keyId(), verified.verifiedAt())
                        .ifPresent(reason -> untrusted.put(verified.release(), reason));
            } else {
                state.put(entry.getKey(), trusted);
            }
        }
    }

    /** Releases that were removed from the checkpoint, since their keys are not trusted any more, with the reasons. */
    Map<ModelRelease, String> untrusted() {
        return Collections.unmodifiableMap(untrusted);
    }

    void setAnnounced(VerifiedRelease verified) throws Exception {
        announced.put(verified.release().domain(), verified);
        recordsById.put(verified.release().id(), verified);
    }

    /** @param release a release that was announced, or the previous release of one; other releases are ignored */
    void setServing(ModelRelease release) throws Exception {
        Optional<VerifiedRelease> record = recordOf(release);
        if (record.isEmpty()) {
            return;
        }
        serving.put(
                release.domain(),
                new VerifiedRelease(release, record.get().keyId(), record.get().verifiedAt()));
        recordsById
                .values()
                .removeIf(known -> known.release().domain().equals(release.domain())
                        && known.release().version() < release.version());
    }

    /** The record of a release, or else the record of a newer release that contains it as the previous release. */
    private Optional<VerifiedRelease> recordOf(ModelRelease release) {
        return Optional.ofNullable(recordsById.get(release.id())).or(() -> recordsById.values().stream()
                .filter(known -> known.release()
                        .previousAsRelease()
                        .filter(previous -> previous.id().equals(release.id()))
                        .isPresent())
                .findAny());
    }

    /** Serving releases at their newest announced step. */
    List<VerifiedRelease> serving() throws Exception {
        List<VerifiedRelease> releases = new ArrayList<>();
        for (Map.Entry<String, VerifiedRelease> entry : serving.immutableEntries()) {
            releases.add(recordsById.get(entry.getValue().release().id()));
        }
        return releases;
    }

    List<ModelRelease> notYetServing() throws Exception {
        List<ModelRelease> releases = new ArrayList<>();
        for (Map.Entry<String, VerifiedRelease> entry : announced.immutableEntries()) {
            VerifiedRelease current = serving.get(entry.getKey());
            ModelRelease newest = entry.getValue().release();
            if (current == null || current.release().version() < newest.version()) {
                releases.add(newest);
            }
        }
        return releases;
    }

    private static MapStateDescriptor<String, VerifiedRelease> descriptor(String name) {
        return new MapStateDescriptor<>(name, Types.STRING, VerifiedReleaseSerializer.TYPE);
    }
}
