package io.realign.it;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** Runs the tests of {@link ThreeSiteScenario} in one JVM, so that the scenario runs once. */
@Suite
@SelectClasses({RolloutIT.class, DashboardIT.class, SiteCommandsIT.class, HistoryIT.class, HostileRecordsIT.class})
class ThreeSitesIT {}
