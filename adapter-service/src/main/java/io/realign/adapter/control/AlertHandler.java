package io.realign.adapter.control;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import java.util.Optional;

/** Processes alerts and publishes their outcomes. */
public interface AlertHandler {
    /** Reason why the alerts of a domain have to wait; empty if none. */
    Optional<String> deferralReason(String domain);

    /**
     * Processes an alert and publishes its outcome. May be called again for the same alert, also after a success.
     *
     * @param superseding later alert of the same domain that supersedes this one, which is then skipped; empty if there is none
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer; the alert then has no outcome
     * @throws io.realign.adapter.control.adaptation.AdaptationInterruptedException if the service is shutting down; the alert
     *     then has no outcome
     */
    AdaptationRecord handle(DriftAlert alert, Optional<DriftAlert> superseding);
}
