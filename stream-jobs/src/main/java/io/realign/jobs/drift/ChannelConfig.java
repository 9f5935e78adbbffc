package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.io.Serializable;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The channels in which drift is tested, and the source of the models for the model channel. */
public final class ChannelConfig implements Serializable {
    public static final ChannelConfig RAW_ONLY = new ChannelConfig(EnumSet.of(Channel.RAW), null, null);

    private static final long serialVersionUID = 1;

    private final EnumSet<Channel> channels;
    private final ModelLoaderSettings loaderSettings;
    private final EventContract contract;

    private ChannelConfig(EnumSet<Channel> channels, ModelLoaderSettings loaderSettings, EventContract contract) {
        this.channels = channels;
        this.loaderSettings = loaderSettings;
        this.contract = contract;
    }

    /**
     * Creates the configuration.
     *
     * @param channels at least one
     * @param loaderSettings required for {@link Channel#MODEL}
     * @param contract event contract
     * @throws IllegalArgumentException if the model channel has no loader settings
     */
    static ChannelConfig of(
            Set<Channel> channels, Optional<ModelLoaderSettings> loaderSettings, EventContract contract) {
        if (!channels.contains(Channel.MODEL)) {
            return RAW_ONLY;
        }
        return new ChannelConfig(
                EnumSet.copyOf(channels),
                loaderSettings.orElseThrow(() -> new IllegalArgumentException(
                        "cache: expected a directory for the models of the channel 'model', got none;"
                                + " set cache, or set channels to raw")),
                contract);
    }

    Set<Channel> channels() {
        return channels;
    }

    /** Creates the models of the model channel; empty without that channel. */
    Optional<ChannelModels> createModels(Clock clock) {
        return Optional.ofNullable(loaderSettings)
                .map(settings -> new ChannelModels(settings.createLoader(clock), contract, clock));
    }
}
