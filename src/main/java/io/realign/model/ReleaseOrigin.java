package io.realign.model;

import io.realign.adaptation.gate.CheckResult;
import java.util.List;

/**
 * Why a release was published.
 *
 * @param parentVersion version of the parent, 0 for version 1
 * @param rollbackTo version whose model the release restores, 0 for none
 * @param alertId id of the alert, empty for version 1 and for a rollback
 * @param adaptationId id of the adaptation, empty for version 1 and for a rollback
 * @param checks checks of the gate, empty for version 1 and for a rollback
 */
public record ReleaseOrigin(
        long parentVersion, long rollbackTo, String alertId, String adaptationId, List<CheckResult> checks) {
    /** Origin of version 1, which has no parent. */
    public static final ReleaseOrigin NONE = new ReleaseOrigin(0, 0, "", "", List.of());

    public ReleaseOrigin {
        checks = List.copyOf(checks);
    }

    /** Creates the origin of a release that an adaptation trained from the parent. */
    public static ReleaseOrigin adaptation(
            long parentVersion, String alertId, String adaptationId, List<CheckResult> checks) {
        return new ReleaseOrigin(parentVersion, 0, alertId, adaptationId, checks);
    }

    /** Creates the origin of a release that restores an earlier version. */
    public static ReleaseOrigin rollback(long version) {
        return new ReleaseOrigin(version, version, "", "", List.of());
    }
}
