package io.realign.it;

import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.schemas.Codec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One invalid target record for each reason of a contract violation. */
final class InvalidRecords {
    private InvalidRecords() {}

    static Map<Reason, byte[]> byReason(Codec<FeatureEvent> codec, String domain, float[] features) {
        byte[] valid = codec.encode(event(domain, Instant.now(), features, Optional.empty()));
        byte[] unknownSchema = valid.clone();
        unknownSchema[4] ^= 1;
        float[] withNan = features.clone();
        withNan[1] = Float.NaN;
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));

        Map<Reason, byte[]> records = new TreeMap<>();
        records.put(Reason.UNKNOWN_SCHEMA, unknownSchema);
        records.put(Reason.MALFORMED, Arrays.copyOf(valid, valid.length / 2));
        records.put(
                Reason.WRONG_SHAPE,
                codec.encode(event(domain, Instant.now(), Arrays.copyOf(features, 3), Optional.empty())));
        records.put(Reason.NOT_FINITE, codec.encode(event(domain, Instant.now(), withNan, Optional.empty())));
        records.put(
                Reason.LABELLED_TARGET, codec.encode(event(domain, Instant.now(), features, Optional.of("ethanol"))));
        records.put(Reason.FUTURE_TIME, codec.encode(event(domain, tomorrow, features, Optional.empty())));
        records.put(Reason.WRONG_DOMAIN, codec.encode(event("elsewhere", Instant.now(), features, Optional.empty())));
        return records;
    }

    private static FeatureEvent event(String domain, Instant time, float[] features, Optional<String> label) {
        return new FeatureEvent("bad", domain, time, Tensor.vector(features), label);
    }
}
