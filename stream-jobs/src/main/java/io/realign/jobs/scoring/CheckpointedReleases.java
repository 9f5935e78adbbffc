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
 * The newest announced release and the serving release of each domain in the checkpoint. They differ while the announced release
 * is being loaded and after it has failed to load.
 */
final class CheckpointedReleases {
    private final BroadcastState<String, ModelRelease> announced;
    private final BroadcastState<String, ModelRelease> serving;

    CheckpointedReleases(OperatorStateStore store) throws Exception {
        announced = store.getBroadcastState(descriptor("announced-releases"));
        serving = store.getBroadcastState(descriptor("serving-releases"));
    }

    void setAnnounced(ModelRelease release) throws Exception {
        announced.put(release.domain(), release);
    }

    void setServing(ModelRelease release) throws Exception {
        serving.put(release.domain(), release);
    }

    /** Serving releases at their newest announced step. */
    List<ModelRelease> serving() throws Exception {
        List<ModelRelease> releases = new ArrayList<>();
        for (Map.Entry<String, ModelRelease> entry : serving.immutableEntries()) {
            ModelRelease newest = announced.get(entry.getKey());
            ModelRelease current = entry.getValue();
            releases.add(newest != null && newest.id().equals(current.id()) ? newest : current);
        }
        return releases;
    }

    List<ModelRelease> notYetServing() throws Exception {
        List<ModelRelease> releases = new ArrayList<>();
        for (Map.Entry<String, ModelRelease> entry : announced.immutableEntries()) {
            ModelRelease current = serving.get(entry.getKey());
            if (current == null || current.version() < entry.getValue().version()) {
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
