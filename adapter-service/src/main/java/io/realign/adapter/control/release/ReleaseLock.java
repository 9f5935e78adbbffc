package io.realign.adapter.control.release;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks by domain. A thread holds the lock of a domain while it checks the newest release and publishes the next one. Artifacts
 * are uploaded before.
 */
@Singleton
public class ReleaseLock {
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    public Lock forDomain(String domain) {
        return locks.computeIfAbsent(domain, any -> new ReentrantLock());
    }
}
