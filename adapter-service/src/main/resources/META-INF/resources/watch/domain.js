// One domain: how far it has moved over time, why, what was done about it, and whether it helped.

import { read } from './api.js';
import { Chart } from './chart.js';
import { el, icon, keep, say } from './dom.js';
import { count, moment, number } from './format.js';
import { diagnosisAddress } from './address.js';
import { ALERT_TITLES, alertRows, withOutcomes } from './alerts.js';
import { CONSUMER_TITLES, consumerFeed, consumerRows, newestOfEach } from './consumers.js';
import { feed } from './feed.js';
import { foot, table } from './listing.js';
import { marks } from './marks.js';
import { bySteps, drawTimeline, releaseFeed } from './models.js';
import { rolloutPart } from './rollout.js';
import { STATES } from './states.js';
import { row } from './table.js';

const ROWS = 20;
/** Windows that a chart shows at most; of more, the server sends the highest of equal parts of the time. */
const MOST = 1500;
const HOUR = 3_600_000;
const SPANS = [['All', null], ['Week', 7 * 24 * HOUR], ['Day', 24 * HOUR], ['Hour', HOUR]];

export function domainPage({ main, state, signal, redraw }, domain) {
  const path = `/api/domains/${encodeURIComponent(domain)}`;
  const head = headOf(domain);
  const drift = driftPanel();
  const chart = new Chart(drift.chart, window => say(drift.readout, describe(window)));
  signal.addEventListener('abort', () => chart.close());
  const windows = windowsOf(path, { signal, changed: redraw });
  drift.spans.addEventListener('change', event => windows.show(SPANS[event.target.value][1]));
  const parameters = { domain };
  const alerts = feed('/api/alerts', { key: alert => alert.id, changed: redraw, signal, parameters });
  const adaptations = feed('/api/adaptations', { key: ended => ended.alertId, changed: redraw, signal, parameters });
  const releases = releaseFeed({ signal, changed: redraw, domain });
  const consumers = consumerFeed({ signal, changed: redraw, domain });
  const alertTable = table('alerts', 'Alerts of this domain, newest first', ALERT_TITLES);
  const alertFoot = foot(alerts, 'This domain has not moved.');
  const timeline = el('ol', { id: 'models', className: 'timeline' });
  const modelFoot = foot(releases, 'No release of its own: the shared model serves this domain.');
  const consumerTable = table('consumers', 'Which version of this domain each consumer runs', CONSUMER_TITLES);
  const consumerFoot = foot(consumers, 'No consumer has reported a model of this domain.');
  const rollout = rolloutPart(domain, signal);
  main.append(head.node, drift.node, rollout.node,
    panel('Alerts', alertTable, alertFoot.node),
    el('div', { className: 'pair' }, panel('Models', timeline, modelFoot.node), panel('Consumers', consumerTable, consumerFoot.node)));

  return {
    title: domain,
    draw() {
      drawHead(head, state.domains.get(domain), state.known, domain);
      drawDrift(drift, chart, windows, marks(windows.all(), alerts.all(), bySteps(releases), consumers.all()));
      const raised = withOutcomes(alerts, adaptations);
      alertTable.hidden = raised.length === 0;
      keep(alertTable.tBodies[0], raised, alertRows(alertTable));
      drawTimeline(timeline, releases);
      const statuses = newestOfEach(consumers);
      consumerTable.hidden = statuses.length === 0;
      keep(consumerTable.tBodies[0], statuses, consumerRows(consumerTable, releases.all));
      [alertFoot, modelFoot, consumerFoot].forEach(end => end.draw());
    },
    told(room, data) {
      if (room === 'snapshot') {
        windows.refresh();
        [alerts, adaptations, releases, consumers].forEach(list => list.refresh());
      }
      if (data?.domain !== domain) return;
      if (room === 'window') windows.add(data);
      if (room === 'alert') alerts.refresh();
      if (room === 'adaptation') adaptations.refresh();
      if (room === 'model') {
        releases.refresh();
        rollout.renew();
      }
      if (room === 'rollout') consumers.refresh();
    },
  };
}

const panel = (title, ...content) => el('section', { className: 'panel' }, el('h2', { textContent: title }), ...content);

/** The windows of the chart: what the server has of the span, and what comes. */
function windowsOf(path, { signal, changed }) {
  let windows = [];
  let span = null;
  let busy = false;
  let again = false;
  const self = { known: false, trouble: null, all: () => windows };

  async function ask() {
    const from = span ? { from: new Date((windows.length ? Date.parse(windows.at(-1).end) : Date.now()) - span).toISOString() } : {};
    try {
      windows = await read(`${path}/windows?${new URLSearchParams({ most: MOST, ...from })}`, { signal });
      self.known = true;
      self.trouble = null;
    } catch (e) {
      if (signal.aborted) return;
      self.trouble = e.message;
    }
    changed();
  }

  self.refresh = async () => {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      await ask();
    }
    busy = false;
  };
  self.show = length => {
    span = length;
    self.refresh();
  };
  self.add = window => {
    if (!self.known || windows.some(known => known.id === window.id)) return;
    // Event times within a domain may go back a little, a chart's may not.
    const place = windows.findLastIndex(known => Date.parse(known.end) <= Date.parse(window.end)) + 1;
    windows.splice(place, 0, window);
    // What is kept of a page that stays open is bounded: the server thins it out anew.
    if (windows.length > 2 * MOST) self.refresh();
  };
  self.refresh();
  return self;
}

function headOf(domain) {
  const mood = el('span', { className: 'headline-word' });
  const detail = el('p', { className: 'intro', role: 'status' });
  const node = el('div', { className: 'domain-head' },
    el('h1', {}, el('span', { textContent: domain }), mood), detail,
    el('p', {}, el('a', { href: diagnosisAddress(domain), textContent: `Diagnose ${domain}` })));
  return { node, mood, detail };
}

function drawHead(head, card, known, domain) {
  if (!card) {
    say(head.detail, known ? `No window of ${domain} has been seen.` : '');
    return;
  }
  const mood = card.state.toLowerCase();
  if (head.mood.dataset.state !== mood) {
    head.mood.dataset.state = mood;
    head.mood.replaceChildren(icon(mood), STATES[card.state].word);
  }
  say(head.detail, `${card.detail}${card.since ? ` Since ${moment(card.since)}.` : ''}${card.version ? ` Served by v${card.version}.` : ''}`);
}

function driftPanel() {
  const readout = el('p', { id: 'readout', className: 'readout' });
  const chart = el('div', { id: 'chart', className: 'chart', role: 'img', tabIndex: 0, 'aria-describedby': 'chart-keys', 'aria-label': 'Drift score' });
  const spans = el('fieldset', { className: 'spans' }, el('legend', { className: 'unseen', textContent: 'Span of the chart' }),
    ...SPANS.map(([name], i) => el('label', {}, el('input', { type: 'radio', name: 'span', value: i, checked: i === 0 }), el('span', { textContent: name }))));
  const rows = table('windows', 'Newest windows, newest first',
    ['Until', 'State', '#Score', 'Channel', '#Events', '#MMD² to the reference', '#MMD² to the source']);
  rows.className = '';
  const key = (sign, text) => el('li', {}, el('span', { className: `sign ${sign}` }), text);
  const trouble = el('p', { className: 'trouble', role: 'alert', hidden: true });
  const node = el('section', { className: 'panel', id: 'drift', hidden: true },
    el('div', { className: 'head' }, el('h2', { textContent: 'Drift over time' }), readout, spans), chart, trouble,
    el('p', { id: 'chart-keys', className: 'unseen', textContent: 'The left and right arrow keys read one window after the other.' }),
    el('ul', { className: 'key', 'aria-label': 'Signs in the chart' },
      key('score', 'score, in multiples of the threshold'), key('threshold', 'threshold'), key('onset', 'onset'), key('alert', 'alert'),
      key('release', 'release'), key('rollback', 'taken back'), key('swap', 'a consumer swaps')),
    el('details', {}, el('summary', { textContent: 'Newest windows as a table' }), el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Newest windows' }, rows)));
  return { node, chart, readout, spans, rows, trouble };
}

function drawDrift(panelParts, chart, windows, marksToDraw) {
  const all = windows.all();
  panelParts.trouble.hidden = !windows.trouble;
  say(panelParts.trouble, windows.trouble ?? '');
  panelParts.node.hidden = all.length === 0;
  if (all.length === 0) return;
  panelParts.chart.setAttribute('aria-label', summary(all));
  chart.show(all, marksToDraw);
  keep(panelParts.rows.tBodies[0], all.slice(-ROWS).reverse(), {
    key: window => window.id,
    build: window => row(panelParts.rows, [
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

function describe(window) {
  return `${moment(window.end)}: score ${number(window.score)} over ${count(window.count)} events, ${word(window)}, channel ${window.channel}`;
}

const word = window => window.state.toLowerCase();

function summary(windows) {
  const scores = windows.map(window => window.score);
  return `Drift score over ${count(windows.length)} windows: newest ${number(scores.at(-1))}, `
    + `highest ${number(scores.reduce((a, b) => Math.max(a, b)))}, threshold 1`;
}
