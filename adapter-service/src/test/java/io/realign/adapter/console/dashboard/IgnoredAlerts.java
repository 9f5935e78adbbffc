package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.control.AlertHandler;
import io.realign.alert.DriftAlert;
import io.realign.testing.AdaptationBuilder;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Publishes no outcome of any alert. */
@Alternative
@Singleton
public class IgnoredAlerts implements AlertHandler {
    @Override
    public Optional<String> deferralReason(String domain) {
        return Optional.empty();
    }

    @Override
    public AdaptationRecord handle(DriftAlert alert, Optional<DriftAlert> superseding) {
        return new AdaptationBuilder(alert.id(), alert.domain(), AdaptationRecord.Outcome.SKIPPED).build();
    }
}
