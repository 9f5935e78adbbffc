package io.realign.adapter.console.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The newest value per key, oldest key first. Evicts the oldest entry if there are more than {@code limit}. */
final class LatestByKey<V> {
    private final Map<String, V> values = new LinkedHashMap<>();
    private final int limit;
    private final Consumer<String> onEviction;

    LatestByKey(int limit) {
        this(limit, evicted -> {});
    }

    /** @param onEviction receives the key of each evicted entry */
    LatestByKey(int limit, Consumer<String> onEviction) {
        this.limit = limit;
        this.onEviction = onEviction;
    }

    /** Keeps the position of an existing key, so a duplicate message changes nothing. */
    void put(String key, V value) {
        values.put(key, value);
        if (values.size() > limit) {
            String oldest = values.keySet().iterator().next();
            values.remove(oldest);
            onEviction.accept(oldest);
        }
    }

    /** As {@link #put}, but moves the key to the newest position. */
    void putAsNewest(String key, V value) {
        values.remove(key);
        put(key, value);
    }

    void remove(String key) {
        values.remove(key);
    }

    /** Removes and returns the matching values. */
    List<V> removeAll(Predicate<V> condition) {
        List<V> removed = values.values().stream().filter(condition).toList();
        values.values().removeIf(condition);
        return removed;
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
