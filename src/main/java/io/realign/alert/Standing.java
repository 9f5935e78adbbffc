package io.realign.alert;

import io.realign.window.FeatureMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a domain is compared with where that is no longer the source.
 *
 * @param regimes the domain's own, by channel; the source's in a channel that has none
 * @param maps how its events are looked at where that is no longer as the source was
 * @param through id of the release that {@link Channel#MODEL} sees the domain through, {@link #NOTHING} if it does not
 *     see it; empty while it is the release that the source is seen through
 * @param classes what the events that the domain is compared with were predicted to be; empty where no model has looked
 */
public record Standing(
        Map<Channel, Regime> regimes,
        Map<Channel, FeatureMap> maps,
        Optional<String> through,
        Optional<Classes> classes) {
    /** No release has this id. */
    public static final String NOTHING = "";

    /** Where every domain begins. */
    public static final Standing SOURCE = new Standing(Map.of(), Map.of(), Optional.empty(), Optional.empty());

    public Standing {
        regimes = Map.copyOf(regimes);
        maps = Map.copyOf(maps);
    }

    /** The same with another regime. */
    Standing with(Channel channel, Baseline baseline) {
        return new Standing(
                put(regimes, channel, baseline.regime()), put(maps, channel, baseline.map()), through, classes);
    }

    /** The same with the source's regime again. */
    Standing without(Channel channel) {
        Map<Channel, Regime> regimes = new HashMap<>(this.regimes);
        Map<Channel, FeatureMap> maps = new HashMap<>(this.maps);
        regimes.remove(channel);
        maps.remove(channel);
        return new Standing(regimes, maps, through, classes);
    }

    /** The same, which the model channel does not see. */
    Standing withoutModel() {
        return without(Channel.MODEL).through(NOTHING);
    }

    /** The same, seen through a release. */
    Standing through(String release) {
        return new Standing(regimes, maps, Optional.of(release), classes);
    }

    /** The same, with events that were predicted to be of these classes. */
    Standing predicting(Optional<Classes> predicted) {
        return new Standing(regimes, maps, through, predicted);
    }

    private static <T> Map<Channel, T> put(Map<Channel, T> values, Channel channel, T value) {
        Map<Channel, T> changed = new HashMap<>(values);
        changed.put(channel, value);
        return changed;
    }
}
