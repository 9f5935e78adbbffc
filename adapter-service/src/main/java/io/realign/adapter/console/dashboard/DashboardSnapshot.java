package io.realign.adapter.console.dashboard;

import java.util.List;

/**
 * The newest of every domain at one moment.
 *
 * @param domains the one that has been heard of last comes last
 */
record DashboardSnapshot(List<DomainSummary> domains) {}
