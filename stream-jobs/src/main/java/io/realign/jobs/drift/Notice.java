package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.jobs.ValueType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What every parallel part of the detection has to know. */
sealed interface Notice {
    TypeInformation<Notice> TYPE = new ValueType<>(Notice.class, new NoticeSerializer());

    /** The source has been learnt. */
    record Learned(Baseline baseline) implements Notice {}

    /** An adaptation has ended, accepted or not. */
    record Decided(String alertId) implements Notice {}
}
