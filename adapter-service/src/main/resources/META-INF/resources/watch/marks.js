// What happened, at its place on the axis of event time.

const EPOCH = '1970-01-01T00:00:00Z';

/**
 * Alerts name event times. Releases and swaps happened at a moment of the clock, so they stand at the first window that was
 * logged after it.
 */
export function marks(windows, alerts, releases, statuses) {
  const byLog = [...windows].sort((a, b) => Date.parse(a.loggedAt) - Date.parse(b.loggedAt));
  const eventTime = instant => byLog.find(window => Date.parse(window.loggedAt) >= Date.parse(instant))?.end ?? byLog.at(-1)?.end;
  return [
    ...alerts.filter(alert => alert.onset !== EPOCH).map(alert => ({ kind: 'onset', time: alert.onset })),
    ...alerts.map(alert => ({ kind: 'alert', time: alert.confirmedAt })),
    ...swaps(statuses).map(status => ({ kind: 'swap', time: eventTime(status.loggedAt) })),
    ...releases.map(({ release, steps }) => ({
      ...(release.rollbackTo > 0 ? { kind: 'rollback', text: `v${release.version} ↶` } : { kind: 'release', text: `v${release.version}` }),
      time: eventTime(steps.at(-1).loggedAt),
    })),
  ].filter(mark => mark.time);
}

/** The first time that a consumer scores anything by a version. */
function swaps(statuses) {
  const first = new Map();
  [...statuses].reverse().filter(status => status.state === 'ACTIVE' && status.share > 0).forEach(status => {
    const key = `${status.consumer}/${status.version}`;
    if (!first.has(key)) first.set(key, status);
  });
  return [...first.values()];
}
