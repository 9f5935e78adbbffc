package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Classes;
import io.realign.jobs.ValueType;
import io.realign.model.ModelRelease;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What every parallel part of the detection has to know. */
public sealed interface Notice {
    TypeInformation<Notice> TYPE = new ValueType<>(Notice.class, new NoticeSerializer());

    /** The source has been learnt, as the raw channel sees it. */
    record Learned(Baseline baseline) implements Notice {}

    /**
     * The source has been looked at through the shared release.
     *
     * @param baseline what it looks like there; empty where the model does not say what it sees
     * @param classes what its events were predicted to be
     */
    record Seen(Optional<Baseline> baseline, Classes classes) implements Notice {}

    /** A model has been released. */
    record Released(ModelRelease release) implements Notice {}

    /**
     * An adaptation has ended.
     *
     * @param version of the release that it has ended with, in the lineage of the alert's domain; 0 without one
     */
    record Decided(String alertId, long version) implements Notice {}
}
