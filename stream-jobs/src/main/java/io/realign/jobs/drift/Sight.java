package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.event.EventContract;
import io.realign.jobs.ModelStore;
import java.io.Serializable;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** In which channels events are looked at, and where the models for that come from. */
public final class Sight implements Serializable {
    /** The raw channel alone. */
    public static final Sight RAW = new Sight(EnumSet.of(Channel.RAW), null, null);

    private static final long serialVersionUID = 1;

    private final EnumSet<Channel> channels;
    private final ModelStore store;
    private final EventContract contract;

    private Sight(EnumSet<Channel> channels, ModelStore store, EventContract contract) {
        this.channels = channels;
        this.store = store;
        this.contract = contract;
    }

    /**
     * These channels.
     *
     * @param channels at least one
     * @param store where models come from; needed for {@link Channel#MODEL} alone
     * @param contract what the events are
     */
    static Sight of(Set<Channel> channels, Optional<ModelStore> store, EventContract contract) {
        if (!channels.contains(Channel.MODEL)) {
            return RAW;
        }
        return new Sight(
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
    Optional<Models> models(Clock clock) {
        return Optional.ofNullable(store).map(where -> new Models(where.loader(clock), contract, clock));
    }
}
