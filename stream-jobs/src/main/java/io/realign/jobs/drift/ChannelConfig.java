package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.io.Serializable;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The channels in which drift is tested.
 *
 * @param channels at least one channel
 * @param loaderSettings settings to load the models of the model channel; null without that channel
 * @param contract event contract that the models must match; null without the model channel
 */
public record ChannelConfig(EnumSet<Channel> channels, ModelLoaderSettings loaderSettings, EventContract contract)
        implements Serializable {
    public static final ChannelConfig RAW_ONLY = new ChannelConfig(EnumSet.of(Channel.RAW), null, null);

    /** @throws IllegalArgumentException if the model channel has no loader settings */
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

    /** Creates the models of the model channel; empty without that channel. */
    Optional<ChannelModels> createModels(Clock clock) {
        return Optional.ofNullable(loaderSettings)
                .map(settings ->
                        new ChannelModels(settings.createLoader(clock), settings.trustedKeys(), contract, clock));
    }
}
