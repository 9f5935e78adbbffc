// Markers of the drift chart, positioned on the event-time axis.

const EPOCH = '1970-01-01T00:00:00Z';

/**
 * Alerts have event times. Releases and activations have wall-clock times; they are placed at the first window that was logged
 * later.
 */
export function chartMarkers(windows, alerts, releases, statuses) {
  const byTimestamp = [...windows].sort((a, b) => Date.parse(a.loggedAt) - Date.parse(b.loggedAt));
  const eventTime = instant => byTimestamp.find(window => Date.parse(window.loggedAt) >= Date.parse(instant))?.end ?? byTimestamp.at(-1)?.end;
  return [
    ...alerts.filter(alert => alert.times.onset !== EPOCH).map(alert => ({ kind: 'onset', time: alert.times.onset })),
    ...alerts.map(alert => ({ kind: 'alert', time: alert.times.confirmedAt })),
    ...firstActivations(statuses).map(status => ({ kind: 'activation', time: eventTime(status.loggedAt) })),
    ...releases.map(({ release, steps }) => ({
      ...(release.origin.rollbackTo > 0 ? { kind: 'rollback', text: `v${release.version} ↶` } : { kind: 'release', text: `v${release.version}` }),
      time: eventTime(steps.at(-1).loggedAt),
    })),
  ].filter(marker => marker.time);
}

/** The first active status of each consumer and version. */
function firstActivations(statuses) {
  const first = new Map();
  [...statuses].reverse().filter(status => status.state === 'ACTIVE' && status.trafficShare > 0).forEach(status => {
    const key = `${status.consumer}/${status.version}`;
    if (!first.has(key)) first.set(key, status);
  });
  return [...first.values()];
}
