// How far one domain has moved, over time.

import { byId, el, keep, say } from './dom.js';
import { count, moment, number } from './format.js';
import { Chart } from './chart.js';
import { row } from './table.js';

const ROWS = 20;
const chart = new Chart(byId('chart'), window => say(byId('readout'), describe(window)));

export function drawDrift(state, domain) {
  const windows = state.windows.get(domain) ?? [];
  byId('drift').hidden = windows.length === 0;
  if (windows.length === 0) return;
  say(byId('drift-title'), `Drift of ${domain}`);
  byId('chart').setAttribute('aria-label', summary(domain, windows));
  chart.show(domain, windows, marks(state, domain, windows));
  drawTable(windows);
}

function describe(window) {
  return `${moment(window.end)}: score ${number(window.score)} over ${count(window.count)} events, ${word(window)}, channel ${window.channel}`;
}

const word = window => window.state.toLowerCase();

function summary(domain, windows) {
  const scores = windows.map(window => window.score);
  return `Drift score of ${domain} over ${count(windows.length)} windows: newest ${number(scores.at(-1))}, `
    + `highest ${number(Math.max(...scores))}, threshold 1`;
}

/**
 * The chart's time is event time. A release has none, so it stands at the first window that was compared with what it was
 * adapted to; until then at its alert.
 */
function marks(state, domain, windows) {
  const alerts = [...state.alerts.values()].filter(alert => alert.domain === domain);
  const at = new Map(alerts.map(alert => [alert.id, alert.confirmedAt]));
  const releases = [...state.models.values()].filter(release => release.domain === domain);
  return [
    ...alerts.map(alert => ({ kind: 'alert', time: alert.confirmedAt, text: '' })),
    ...releases.map(release => ({
      kind: 'release',
      time: windows.find(window => window.reference === release.alertId)?.end ?? at.get(release.alertId),
      text: `v${release.version}`,
    })),
  ].filter(mark => mark.time);
}

function drawTable(windows) {
  keep(byId('windows').tBodies[0], windows.slice(-ROWS).reverse(), {
    key: window => window.id,
    build: window => row(byId('windows'), [
      el('time', { dateTime: window.end, textContent: moment(window.end) }),
      word(window),
      number(window.score),
      window.channel,
      count(window.count),
      number(window.mmd2),
      number(window.sourceMmd2),
    ]),
  });
}
