package io.realign.adapter.console.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest values, one for each key, oldest first; beyond the limit the oldest makes room. */
final class LatestByKey<V> {
    private final Map<String, V> values = new LinkedHashMap<>();
    private final int limit;

    LatestByKey(int limit) {
        this.limit = limit;
    }

    /** A key that is there already keeps its place: a message that comes twice changes nothing. */
    void put(String key, V value) {
        values.put(key, value);
        if (values.size() > limit) {
            values.remove(values.keySet().iterator().next());
        }
    }

    /** The same, but the key becomes the newest again. */
    void putAsNewest(String key, V value) {
        values.remove(key);
        put(key, value);
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<V> newest() {
        V last = null;
        for (V value : values.values()) {
            last = value;
        }
        return Optional.ofNullable(last);
    }

    List<V> all() {
        return List.copyOf(values.values());
    }
}
