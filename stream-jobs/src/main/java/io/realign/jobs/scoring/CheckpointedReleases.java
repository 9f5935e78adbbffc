package io.realign.jobs.scoring;

import io.realign.jobs.state.VerifiedReleaseSerializer;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.model.VerifiedRelease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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
     * By release id, the newest record of the serving release of each domain and of the releases that were announced after it. The
     * checkpoint has only the last of these, but any of them may be activated.
     */
    private final Map<String, VerifiedRelease> records = new HashMap<>();

    CheckpointedReleases(OperatorStateStore store) throws Exception {
        announced = store.getBroadcastState(descriptor("announced-releases"));
        serving = store.getBroadcastState(descriptor("serving-releases"));
        for (BroadcastState<String, VerifiedRelease> state : List.of(serving, announced)) {
            for (Map.Entry<String, VerifiedRelease> entry : state.immutableEntries()) {
                VerifiedRelease verified = entry.getValue();
                records.put(verified.release().id(), verified);
            }
        }
    }

    void setAnnounced(VerifiedRelease verified) throws Exception {
        announced.put(verified.release().domain(), verified);
        records.put(verified.release().id(), verified);
    }

    /** @param release a release that was announced */
    void setServing(ModelRelease release) throws Exception {
        VerifiedRelease verified = records.get(release.id());
        serving.put(release.domain(), new VerifiedRelease(release, verified.keyId(), verified.verifiedAt()));
        records.values()
                .removeIf(known -> known.release().domain().equals(release.domain())
                        && known.release().version() < release.version());
    }

    /** Removes all releases whose key is not trusted any more. Returns the reasons by release. */
    Map<ModelRelease, String> removeUntrusted(TrustedKeys keys) throws Exception {
        Map<ModelRelease, String> removed = new LinkedHashMap<>();
        for (BroadcastState<String, VerifiedRelease> state : List.of(serving, announced)) {
            Iterator<Map.Entry<String, VerifiedRelease>> entries = state.iterator();
            while (entries.hasNext()) {
                VerifiedRelease verified = entries.next().getValue();
                Optional<String> rejection = keys.rejection(verified.keyId(), verified.verifiedAt());
                if (rejection.isPresent()) {
                    entries.remove();
                    removed.put(verified.release(), rejection.get());
                }
            }
        }
        return removed;
    }

    /** Serving releases at their newest announced step. */
    List<VerifiedRelease> serving() throws Exception {
        List<VerifiedRelease> releases = new ArrayList<>();
        for (Map.Entry<String, VerifiedRelease> entry : serving.immutableEntries()) {
            releases.add(records.get(entry.getValue().release().id()));
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
