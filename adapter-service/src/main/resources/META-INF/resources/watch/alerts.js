// What moved, and what became of it.

import { byId, el, icon, keep } from './dom.js';
import { count, moment, number, percent } from './format.js';
import { adaptationOf, newestFirst } from './store.js';
import { row } from './table.js';
import { votes } from './votes.js';

const OUTCOMES = {
  RELEASED: { mood: 'recovered', text: ended => `Released v${ended.version}` },
  REFUSED: { mood: 'refused', text: () => 'Refused' },
  SKIPPED: { mood: 'skipped', text: () => 'Skipped' },
  WITHHELD: { mood: 'withheld', text: () => 'Withheld' },
  FAILED: { mood: 'failed', text: () => 'Failed' },
};

/** Features that a row names. */
const NAMED = 3;

export function drawAlerts(state) {
  const alerts = newestFirst(state.alerts).map(alert => ({ alert, adaptation: adaptationOf(state, alert) }));
  byId('alerts').hidden = alerts.length === 0;
  byId('no-alert').hidden = !state.known || alerts.length > 0;
  keep(byId('alerts').tBodies[0], alerts, {
    key: ({ alert }) => alert.id,
    signature: ({ alert, adaptation }) => `${alert.loggedAt} ${adaptation?.outcome}`,
    build: ({ alert, adaptation }) => row(byId('alerts'), [
      moment(alert.loggedAt),
      alert.domain,
      count(alert.episode),
      number(alert.score),
      count(alert.count),
      alert.channel,
      moved(alert),
      outcome(adaptation),
    ]),
  });
}

/** Which features moved, which way, and how much of it is a matter of the classes. */
function moved({ features, classes }) {
  const lines = features.slice(0, NAMED).map(feature => el('li', {
    title: `mean z ${number(feature.meanZ)}, variance z ${number(feature.varianceZ)}`,
    textContent: `x${feature.feature} ${direction(feature)}, ${percent(feature.share)}`,
  }));
  if (classes) {
    lines.push(el('li', {
      title: classes.classes.map(({ label, reference, window }) => `${label} ${percent(reference)} → ${percent(window)}`).join(', '),
      textContent: `class shares explain ${percent(classes.share)}`,
    }));
  }
  return lines.length ? el('ul', {}, ...lines) : '–';
}

/** What stands out more: where the feature lies, or how much it varies. */
function direction({ meanZ, varianceZ }) {
  if (Math.abs(varianceZ) > Math.abs(meanZ)) return varianceZ > 0 ? 'varies more' : 'varies less';
  return meanZ > 0 ? 'higher' : 'lower';
}

function outcome(ended) {
  if (!ended) return el('div', {}, chip('adapting', 'Adapting'));
  const { mood, text } = OUTCOMES[ended.outcome];
  const node = el('div', {}, chip(mood, text(ended)));
  if (ended.reason) node.append(el('p', { className: 'reason', textContent: ended.reason }));
  if (ended.votes.length && ended.outcome !== 'RELEASED') {
    node.append(el('details', {}, el('summary', { textContent: 'Votes of the gate' }), votes(ended.votes)));
  }
  return node;
}

function chip(mood, text) {
  return el('span', { className: 'chip', 'data-state': mood }, icon(mood), text);
}
