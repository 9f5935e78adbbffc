package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.io.Serializable;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** In which channels events are looked at, and where the models for that come from. */
public final class ChannelConfig implements Serializable {
    /** The raw channel alone. */
    public static final ChannelConfig RAW_ONLY = new ChannelConfig(EnumSet.of(Channel.RAW), null, null);

    private static final long serialVersionUID = 1;

    private final EnumSet<Channel> channels;
    private final ModelLoaderSettings loaderSettings;
    private final EventContract contract;

    private ChannelConfig(EnumSet<Channel> channels, ModelLoaderSettings store, EventContract contract) {
        this.channels = channels;
        this.loaderSettings = store;
        this.contract = contract;
    }

    /**
     * These channels.
     *
     * @param channels at least one
     * @param store where models come from; needed for {@link Channel#MODEL} alone
     * @param contract what the events are
     */
    static ChannelConfig of(Set<Channel> channels, Optional<ModelLoaderSettings> store, EventContract contract) {
        if (!channels.contains(Channel.MODEL)) {
            return RAW_ONLY;
        }
        return new ChannelConfig(
                EnumSet.copyOf(channels),
                store.orElseThrow(() -> new IllegalArgumentException(
                        "cache: expected a directory for the models that the channel 'model' looks through, got none;"
                                + " channels=raw does without")),
                contract);
    }

    /** Those that may raise a suspicion. */
    Set<Channel> channels() {
        return channels;
    }

    /** Begins to load models; empty if none is needed. */
    Optional<ChannelModels> createModels(Clock clock) {
        return Optional.ofNullable(loaderSettings)
                .map(where -> new ChannelModels(where.createLoader(clock), contract, clock));
    }
}
