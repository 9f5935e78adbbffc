package io.realign.it;

import java.util.Map;

/**
 * A record that no program of Realign would write.
 *
 * @param topic topic that it is sent to
 * @param kind what is wrong with it
 * @param key record key, null for none
 * @param value record value, null for none
 * @param headers record headers
 */
@SuppressWarnings("ArrayRecordComponent")
record HostileRecord(String topic, String kind, byte[] key, byte[] value, Map<String, byte[]> headers) {
    @Override
    public String toString() {
        return topic + ": " + kind;
    }
}
