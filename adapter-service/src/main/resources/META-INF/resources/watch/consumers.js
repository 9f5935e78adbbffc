// Who runs which version.

import { el } from './dom.js';
import { modelName, moment } from './format.js';
import { chip } from './outcome.js';
import { feed } from './feed.js';
import { listPage, table } from './listing.js';
import { row } from './table.js';

const STATES = {
  LOADED: { mood: 'adapting', text: 'Loaded' },
  ACTIVE: { mood: 'quiet', text: 'Active' },
  FAILED: { mood: 'failed', text: 'Failed' },
};
const ORDER = Object.keys(STATES);
/** Enough for the newest word of every consumer and domain. */
const MANY = 1000;

export const CONSUMER_TITLES = ['Consumer', 'Model', 'State', 'Since'];

export function consumersPage({ main, signal, redraw }) {
  const statuses = consumerFeed({ signal, changed: redraw });
  const releases = feed('/api/releases', { key: release => release.id, changed: redraw, signal });
  const rows = table('consumers', 'Which version each consumer runs', CONSUMER_TITLES);
  const view = listPage(main, {
    title: 'Consumers',
    intro: 'What every consumer said last of each model. A consumer that fails goes on with what it had.',
    table: rows,
    feed: statuses,
    items: () => newestOfEach(statuses),
    emptyText: 'No consumer has reported. Start the scoring job, or a client that follows the models topic.',
    ...consumerRows(rows, () => releases.all()),
  });
  return {
    ...view,
    told(room) {
      if (['rollout', 'snapshot'].includes(room)) statuses.refresh();
      if (['model', 'snapshot'].includes(room)) releases.refresh();
    },
  };
}

export const consumerFeed = ({ signal, changed, domain }) => feed('/api/consumers', {
  key: status => [status.consumer, status.domain, status.version, status.state, status.share, status.at].join('/'),
  changed,
  signal,
  parameters: { limit: MANY, ...(domain && { domain }) },
});

/** Two words of one millisecond: a release is loaded before it is used. */
const later = (a, b) => Date.parse(a.loggedAt) - Date.parse(b.loggedAt) || ORDER.indexOf(a.state) - ORDER.indexOf(b.state);

const line = status => `${status.consumer}/${status.domain}`;

/** What each consumer said last of each lineage, by its name. */
export function newestOfEach(statuses) {
  const newest = new Map();
  statuses.all().forEach(status => {
    const known = newest.get(line(status));
    if (!known || later(status, known) > 0) newest.set(line(status), status);
  });
  return [...newest.values()].sort((a, b) => line(a).localeCompare(line(b), 'en', { numeric: true }));
}

export const consumerRows = (rows, releases) => ({
  key: line,
  signature: status => JSON.stringify([status, newer(releases(), status)]),
  build: status => row(rows, [
    status.consumer, model(status, newer(releases(), status)), progress(status), moment(status.at),
  ]),
});

/** The newest version of the same lineage, if it is another one. */
function newer(releases, status) {
  const versions = releases.filter(release => release.domain === status.domain).map(release => release.version);
  const newest = Math.max(0, ...versions);
  return newest > status.version ? newest : null;
}

function model(status, newest) {
  const node = el('div', {}, modelName(status.domain, status.version));
  if (newest) node.append(el('p', { className: 'reason', textContent: `v${newest} is newer` }));
  return node;
}

function progress(status) {
  const { mood, text } = STATES[status.state];
  const part = status.state === 'ACTIVE' && status.share < 1000 ? `, ${status.share / 10} % of events` : '';
  const node = el('div', {}, chip(mood, text + part));
  if (status.reason) node.append(el('p', { className: 'reason', textContent: status.reason }));
  return node;
}
