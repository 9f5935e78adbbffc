package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Channel;
import io.realign.jobs.ValueType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What every parallel part of the detection has to know. */
public sealed interface Notice {
    TypeInformation<Notice> TYPE = new ValueType<>(Notice.class, new NoticeSerializer());

    /** The source has been learnt, as a channel sees it. */
    record Learned(Channel channel, Baseline baseline) implements Notice {}

    /** An adaptation has ended; {@code released} if with a model. */
    record Decided(String alertId, boolean released) implements Notice {}
}
