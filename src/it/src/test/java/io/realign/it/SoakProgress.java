package io.realign.it;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Event time up to which each program has processed each domain. */
final class SoakProgress {
    private final Map<String, Instant> newest = new TreeMap<>();

    SoakProgress(List<String> topics, List<String> domains) {
        topics.forEach(topic -> domains.forEach(domain -> newest.put(key(topic, domain), Instant.MIN)));
    }

    /** Records a committed message on a topic that is derived from events up to this event time. */
    void advance(String topic, String domain, Instant time) {
        newest.merge(key(topic, domain), time, (old, now) -> now.isAfter(old) ? now : old);
    }

    /** Domains, each with its topic, for which nothing was written that is derived from events after a time. */
    List<String> behind(Instant time) {
        return newest.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(time))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String key(String topic, String domain) {
        return domain + " on " + topic;
    }
}
