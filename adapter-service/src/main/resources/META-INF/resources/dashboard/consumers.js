// The page with the version that each consumer runs.

import { el } from './dom.js';
import { FULL_TRAFFIC, modelName, moment, trafficPercent } from './format.js';
import { chip } from './outcome.js';
import { pagedList } from './paged-list.js';
import { listPage, table } from './list-page.js';
import { row } from './table-row.js';

const STATES = {
  LOADED: { state: 'adapting', text: 'Loaded' },
  ACTIVE: { state: 'quiet', text: 'Active' },
  FAILED: { state: 'failed', text: 'Failed' },
};
const STATE_ORDER = Object.keys(STATES);
/** Maximum page size of the service. */
const PAGE_SIZE = 1000;

export const CONSUMER_TITLES = ['Consumer', 'Release', 'State', 'Since'];

export function consumersPage({ main, signal, redraw }) {
  const statuses = consumerList({ signal, onChange: redraw });
  const releases = pagedList('/api/releases', { key: release => release.id, onChange: redraw, signal });
  const rows = table('consumers', 'Which version each consumer runs', CONSUMER_TITLES);
  const view = listPage(main, {
    title: 'Consumers',
    intro: 'The latest status of every consumer and domain. A consumer that cannot load a release keeps serving the previous one.',
    table: rows,
    list: statuses,
    items: () => latestByConsumer(statuses),
    emptyText: 'No consumer has reported. Start the scoring job or a client that follows the models topic.',
    ...consumerRows(rows, releases.items),
  });
  return {
    ...view,
    onEvent(event) {
      if (['rollout', 'snapshot'].includes(event)) statuses.refresh();
      if (['model', 'snapshot'].includes(event)) releases.refresh();
    },
  };
}

export const consumerList = ({ signal, onChange, domain }) => pagedList('/api/consumers', {
  key: status => [status.consumer, status.domain, status.version, status.state, status.trafficShare, status.reportedAt].join('/'),
  onChange,
  signal,
  parameters: { limit: PAGE_SIZE, ...(domain && { domain }) },
});

/** Statuses of the same millisecond are ordered by state: a release is loaded before it is active. */
const compareTime = (a, b) => Date.parse(a.loggedAt) - Date.parse(b.loggedAt) || STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state);

const consumerKey = status => `${status.consumer}/${status.domain}`;

/** The latest status per consumer and domain, ordered by consumer. */
export function latestByConsumer(statuses) {
  const newest = new Map();
  statuses.items().forEach(status => {
    const known = newest.get(consumerKey(status));
    if (!known || compareTime(status, known) > 0) newest.set(consumerKey(status), status);
  });
  return [...newest.values()].sort((a, b) => consumerKey(a).localeCompare(consumerKey(b), 'en', { numeric: true }));
}

export const consumerRows = (rows, releases) => ({
  key: consumerKey,
  signature: status => JSON.stringify([status, newerVersion(releases(), status)]),
  build: status => row(rows, [
    status.consumer, modelCell(status, newerVersion(releases(), status)), stateCell(status), moment(status.reportedAt),
  ]),
});

/** The newest version of the same domain, or null if the consumer runs it. */
function newerVersion(releases, status) {
  const versions = releases.filter(release => release.domain === status.domain).map(release => release.version);
  const newest = Math.max(0, ...versions);
  return newest > status.version ? newest : null;
}

function modelCell(status, newest) {
  const node = el('div', {}, modelName(status.domain, status.version));
  if (newest) node.append(el('p', { className: 'reason', textContent: `v${newest} is newer` }));
  return node;
}

function stateCell(status) {
  const { state, text } = STATES[status.state];
  const share = status.state === 'ACTIVE' && status.trafficShare < FULL_TRAFFIC ? `, ${trafficPercent(status)} of events` : '';
  const node = el('div', {}, chip(state, text + share));
  if (status.reason) node.append(el('p', { className: 'reason', textContent: status.reason }));
  return node;
}
