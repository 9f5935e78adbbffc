package io.realign.adapter.console.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest value per key, oldest key first. Evicts the oldest entry if there are more than {@code limit}. */
final class LatestByKey<V> {
    private final Map<String, V> values = new LinkedHashMap<>();
    private final int limit;

    LatestByKey(int limit) {
        this.limit = limit;
    }

    /** Keeps the position of an existing key, so a duplicate message changes nothing. */
    void put(String key, V value) {
        values.put(key, value);
        if (values.size() > limit) {
            values.remove(values.keySet().iterator().next());
        }
    }

    /** As {@link #put}, but moves the key to the newest position. */
    void putAsNewest(String key, V value) {
        values.remove(key);
        put(key, value);
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<V> newest() {
        return values.values().stream().reduce((previous, next) -> next);
    }

    List<V> all() {
        return List.copyOf(values.values());
    }
}
