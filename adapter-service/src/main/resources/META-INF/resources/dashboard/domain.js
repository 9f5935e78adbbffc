// The page of one domain: drift over time, alerts, releases and consumers.

import { get } from './api.js';
import { DriftChart } from './drift-chart.js';
import { el, icon, panel, reconcile, setText } from './dom.js';
import { count, moment, number } from './format.js';
import { diagnosisAddress } from './links.js';
import { ALERT_TITLES, alertRows, withOutcomes } from './alerts.js';
import { CONSUMER_TITLES, consumerList, consumerRows, latestByConsumer } from './consumers.js';
import { coalesced, pagedList } from './paged-list.js';
import { listFooter, table } from './list-page.js';
import { chartMarkers } from './chart-markers.js';
import { groupByRelease, drawTimeline, releaseList } from './releases.js';
import { rolloutPanel } from './rollout.js';
import { isNotCalibrated, rateText, showPromise } from './promise.js';
import { STATES } from './domain-states.js';
import { row } from './table-row.js';

const TABLE_ROWS = 20;
/** Maximum number of windows in the chart; the service downsamples longer ranges to the highest score per interval. */
const MAX_WINDOWS = 1500;

/** Maximum number of live windows that are kept until the history database has them. */
const MAX_LIVE_WINDOWS = 100;

const HOUR_MS = 3_600_000;
const TIME_RANGES = [['All', null], ['Week', 7 * 24 * HOUR_MS], ['Day', 24 * HOUR_MS], ['Hour', HOUR_MS]];

export function domainPage({ main, state, signal, redraw }, domain) {
  const path = `/api/domains/${encodeURIComponent(domain)}`;
  const head = headOf(domain);
  const drift = driftPanel();
  const chart = new DriftChart(drift.chart, window => setText(drift.readout, describe(window)));
  signal.addEventListener('abort', () => chart.close());
  const windows = windowList(path, { signal, onChange: redraw, newest: () => state.domains.get(domain)?.newestWindow });
  drift.timeRanges.addEventListener('change', event => windows.show(TIME_RANGES[event.target.value][1]));
  const parameters = { domain };
  const alerts = pagedList('/api/alerts', { key: alert => alert.id, onChange: redraw, signal, parameters });
  const adaptations = pagedList('/api/adaptations', { key: adaptation => adaptation.alertId, onChange: redraw, signal, parameters });
  const releases = releaseList({ signal, onChange: redraw, domain });
  const consumers = consumerList({ signal, onChange: redraw, domain });
  const alertTable = table('alerts', 'Alerts of this domain, newest first', ALERT_TITLES);
  const alertFooter = listFooter(alerts, 'No alerts for this domain.');
  const timeline = el('ol', { id: 'releases', className: 'timeline' });
  const releaseFooter = listFooter(releases, 'This domain has no release of its own. The base model serves it.');
  const consumerTable = table('consumers', 'Which version of this domain each consumer runs', CONSUMER_TITLES);
  const consumerFooter = listFooter(consumers, 'No consumer has reported a release of this domain.');
  const rollout = rolloutPanel(domain, signal);
  main.append(head.node, drift.node, rollout.node,
    panel('Alerts', alertTable, alertFooter.node),
    el('div', { className: 'pair' }, panel('Releases', timeline, releaseFooter.node), panel('Consumers', consumerTable, consumerFooter.node)));

  return {
    title: domain,
    draw() {
      drawHead(head, state.domains.get(domain), state.loaded, domain);
      drawDrift(drift, chart, windows, chartMarkers(windows.all(), alerts.items(), groupByRelease(releases), consumers.items()));
      const alertsWithOutcomes = withOutcomes(alerts, adaptations);
      alertTable.hidden = alertsWithOutcomes.length === 0;
      reconcile(alertTable.tBodies[0], alertsWithOutcomes, alertRows(alertTable));
      drawTimeline(timeline, releases);
      const statuses = latestByConsumer(consumers);
      consumerTable.hidden = statuses.length === 0;
      reconcile(consumerTable.tBodies[0], statuses, consumerRows(consumerTable, releases.items));
      [alertFooter, releaseFooter, consumerFooter].forEach(footer => footer.draw());
    },
    onEvent(event, data) {
      if (event === 'snapshot') {
        windows.refresh();
        [alerts, adaptations, releases, consumers].forEach(list => list.refresh());
      }
      if (data?.domain !== domain) return;
      if (event === 'window') windows.add(data);
      if (event === 'alert') alerts.refresh();
      if (event === 'adaptation') adaptations.refresh();
      if (event === 'model') {
        releases.refresh();
        adaptations.refresh();
        rollout.refresh();
      }
      if (event === 'rollout') consumers.refresh();
    },
  };
}

/** The windows of the selected time range, extended by live events. */
function windowList(path, { signal, onChange, newest }) {
  let windows = [];
  let live = [];
  let rangeMs = null;
  const self = { loaded: false, error: null, all: () => windows };

  async function load() {
    const from = rangeMs ? { from: new Date((windows.length ? Date.parse(windows.at(-1).end) : Date.now()) - rangeMs).toISOString() } : {};
    try {
      windows = await get(`${path}/windows?${new URLSearchParams({ limit: MAX_WINDOWS, ...from })}`, { signal });
      // The history database receives windows later than the live events.
      const newestLoadedEnd = windows.length ? Date.parse(windows.at(-1).end) : -Infinity;
      live = [...live, newest()].filter(window => window && Date.parse(window.end) > newestLoadedEnd);
      live.forEach(insert);
      self.loaded = true;
      self.error = null;
    } catch (e) {
      if (signal.aborted) return;
      self.error = e.message;
    }
    onChange();
  }

  self.refresh = coalesced(load, signal);
  self.show = newRangeMs => {
    rangeMs = newRangeMs;
    self.refresh();
  };
  function insert(window) {
    if (windows.some(other => other.id === window.id)) return;
    // The chart needs windows in event-time order; they may arrive in another one.
    const index = windows.findLastIndex(other => Date.parse(other.end) <= Date.parse(window.end)) + 1;
    windows.splice(index, 0, window);
  }

  self.add = window => {
    live = [...live, window].slice(-MAX_LIVE_WINDOWS);
    if (self.loaded) insert(window);
    // Limits the memory of a page that stays open, as the service downsamples the windows again.
    if (windows.length > 2 * MAX_WINDOWS) self.refresh();
  };
  self.refresh();
  return self;
}

function headOf(domain) {
  const label = el('span', { className: 'state-label' });
  const detail = el('p', { className: 'intro', role: 'status' });
  const promise = el('p', { className: 'promise', role: 'status' });
  const node = el('div', { className: 'domain-head' },
    el('h1', {}, el('span', { textContent: domain }), label), detail, promise,
    el('p', {}, el('a', { href: diagnosisAddress(domain), textContent: `Diagnose ${domain}` })));
  return { node, label, detail, promise };
}

function drawHead(head, summary, loaded, domain) {
  if (!summary) {
    setText(head.detail, loaded ? `No windows of ${domain}.` : '');
    return;
  }
  const state = summary.state.toLowerCase();
  if (head.label.dataset.state !== state) {
    head.label.dataset.state = state;
    head.label.replaceChildren(icon(state), STATES[summary.state].label);
  }
  showPromise(head.promise, summary.newestWindow?.promise);
  setText(head.detail, `${summary.detail}${summary.since ? ` Since ${moment(summary.since)}.` : ''}${summary.version ? ` Served by v${summary.version}.` : ''}`);
}

function driftPanel() {
  const readout = el('p', { id: 'readout', className: 'readout' });
  const chart = el('div', { id: 'chart', className: 'chart', role: 'img', tabIndex: 0, 'aria-describedby': 'chart-help', 'aria-label': 'Drift score' });
  const timeRanges = el('fieldset', { className: 'time-range' }, el('legend', { className: 'visually-hidden', textContent: 'Time range' }),
    ...TIME_RANGES.map(([name], i) => el('label', {}, el('input', { type: 'radio', name: 'time-range', value: i, checked: i === 0 }), el('span', { textContent: name }))));
  const rows = table('windows', 'Newest windows, newest first',
    ['Window end', 'State', '#Score', 'Channel', '#Events', '#MMD² to the reference', '#MMD² to the source', 'Calibration']);
  rows.className = '';
  const legend = (swatch, text) => el('li', {}, el('span', { className: `swatch ${swatch}` }), text);
  const error = el('p', { className: 'error', role: 'alert', hidden: true });
  const node = el('section', { className: 'panel', id: 'drift', hidden: true },
    el('div', { className: 'head' }, el('h2', { textContent: 'Drift over time' }), readout, timeRanges), chart, error,
    el('p', { id: 'chart-help', className: 'visually-hidden', textContent: 'The left and right arrow keys move between windows.' }),
    el('ul', { className: 'legend', 'aria-label': 'Legend' },
      legend('score', 'score, in multiples of the threshold'), legend('threshold', 'threshold'), legend('onset', 'onset'), legend('alert', 'alert'),
      legend('release', 'release'), legend('rollback', 'rolled back'), legend('activation', 'consumer activates a release')),
    el('details', {}, el('summary', { textContent: 'Newest windows as a table' }), el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Newest windows' }, rows)));
  return { node, chart, readout, timeRanges, rows, error };
}

function drawDrift(drift, chart, windows, markers) {
  const all = windows.all();
  drift.error.hidden = !windows.error;
  setText(drift.error, windows.error ?? '');
  drift.node.hidden = all.length === 0;
  if (all.length === 0) return;
  drift.chart.setAttribute('aria-label', summary(all));
  chart.show(all, markers);
  reconcile(drift.rows.tBodies[0], all.slice(-TABLE_ROWS).reverse(), {
    key: window => window.id,
    build: window => row(drift.rows, [
      el('time', { dateTime: window.end, textContent: moment(window.end) }),
      stateOf(window),
      number(window.score),
      window.channel,
      count(window.count),
      number(window.mmd2),
      number(window.sourceMmd2),
      isNotCalibrated(window.promise) ? 'NOT CALIBRATED' : rateText(window.promise),
    ]),
  });
}

function describe(window) {
  return `${moment(window.end)}: score ${number(window.score)} over ${count(window.count)} events, ${stateOf(window)}, channel ${window.channel}`;
}

const stateOf = window => window.state.toLowerCase();

function summary(windows) {
  const scores = windows.map(window => window.score);
  return `Drift score over ${count(windows.length)} windows: newest ${number(scores.at(-1))}, `
    + `highest ${number(scores.reduce((a, b) => Math.max(a, b)))}, threshold 1`;
}
