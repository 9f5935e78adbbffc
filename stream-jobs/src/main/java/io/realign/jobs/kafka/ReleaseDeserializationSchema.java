package io.realign.jobs.kafka;

import io.realign.client.internal.ReleaseReader;
import io.realign.jobs.state.ReleaseAnnouncementSerializer;
import io.realign.model.TrustedKeys;
import io.realign.schemas.ReleaseAnnouncement;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Verifies the signature of a release, then decodes it. */
final class ReleaseDeserializationSchema implements KafkaRecordDeserializationSchema<ReleaseAnnouncement> {
    private static final long serialVersionUID = 1;

    private final TrustedKeys keys;
    private final Clock clock;

    /** @param clock must be serializable, as the clocks of the factory methods of {@link Clock} are */
    ReleaseDeserializationSchema(TrustedKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ReleaseAnnouncement> out) {
        // A null value is a tombstone of the compacted topic.
        if (record.value() != null) {
            out.collect(ReleaseReader.verify(record, keys, clock.instant()));
        }
    }

    @Override
    public TypeInformation<ReleaseAnnouncement> getProducedType() {
        return ReleaseAnnouncementSerializer.TYPE;
    }
}
