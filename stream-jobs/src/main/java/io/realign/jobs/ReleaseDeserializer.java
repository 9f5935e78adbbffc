package io.realign.jobs;

import io.realign.client.ReleaseReader;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Announcement;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes a release only if a trusted key vouches for its bytes. */
final class ReleaseDeserializer implements KafkaRecordDeserializationSchema<Announcement> {
    private static final long serialVersionUID = 1;

    private final TrustedKeys keys;
    private final Clock clock;

    /** @param clock a serialisable one, as those of {@link Clock}'s factories are */
    ReleaseDeserializer(TrustedKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Announcement> out) {
        // On a compacted topic an empty value says that its key is gone.
        if (record.value() != null) {
            out.collect(ReleaseReader.open(record, keys, clock.instant()));
        }
    }

    @Override
    public TypeInformation<Announcement> getProducedType() {
        return AnnouncementSerializer.TYPE;
    }
}
