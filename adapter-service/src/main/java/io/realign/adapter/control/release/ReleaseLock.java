package io.realign.adapter.control.release;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks that serialize, for each domain, the check of its newest release and the announcement of the next one. Neither readers of
 * the registry nor other domains wait for them. Artifacts are uploaded before the lock is taken.
 */
@Singleton
public class ReleaseLock {
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    public Lock forDomain(String domain) {
        return locks.computeIfAbsent(domain, any -> new ReentrantLock());
    }
}
