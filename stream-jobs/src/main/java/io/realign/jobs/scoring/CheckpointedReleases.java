package io.realign.jobs.scoring;

import io.realign.jobs.state.MessageSerializer;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The releases that a checkpoint remembers: of each domain the newest that has been announced, and the one that serves,
 * which differ while a release is being loaded and after one has failed.
 */
final class CheckpointedReleases {
    private final BroadcastState<String, ModelRelease> announced;
    private final BroadcastState<String, ModelRelease> serving;

    CheckpointedReleases(OperatorStateStore store) throws Exception {
        announced = store.getBroadcastState(descriptor("announced-releases"));
        serving = store.getBroadcastState(descriptor("serving-releases"));
    }

    /** What has been announced for a domain; null before the first. */
    ModelRelease announced(String domain) throws Exception {
        return announced.get(domain);
    }

    void setAnnounced(ModelRelease release) throws Exception {
        announced.put(release.domain(), release);
    }

    void setServing(ModelRelease release) throws Exception {
        serving.put(release.domain(), release);
    }

    /** Each at the newest step that has been announced: a step takes no loading. */
    List<ModelRelease> serving() throws Exception {
        List<ModelRelease> releases = new ArrayList<>();
        for (Map.Entry<String, ModelRelease> entry : serving.immutableEntries()) {
            ModelRelease newest = announced.get(entry.getKey());
            ModelRelease live = entry.getValue();
            releases.add(newest != null && newest.id().equals(live.id()) ? newest : live);
        }
        return releases;
    }

    /** Announced, but not serving. */
    List<ModelRelease> notYetServing() throws Exception {
        List<ModelRelease> releases = new ArrayList<>();
        for (Map.Entry<String, ModelRelease> entry : announced.immutableEntries()) {
            ModelRelease live = serving.get(entry.getKey());
            if (live == null || live.version() < entry.getValue().version()) {
                releases.add(entry.getValue());
            }
        }
        return releases;
    }

    private static MapStateDescriptor<String, ModelRelease> descriptor(String name) {
        return new MapStateDescriptor<>(
                name, Types.STRING, MessageSerializer.typeInfo(ModelRelease.class, Topics.MODELS));
    }
}
