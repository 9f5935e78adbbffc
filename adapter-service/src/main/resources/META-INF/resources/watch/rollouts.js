// Who runs which version.

import { byId, el, icon, keep } from './dom.js';
import { modelName, moment } from './format.js';
import { row } from './table.js';

const STATES = {
  LOADED: { mood: 'adapting', text: 'Loaded' },
  ACTIVE: { mood: 'quiet', text: 'Active' },
  FAILED: { mood: 'failed', text: 'Failed' },
};

export function drawRollouts(state) {
  const order = status => `${status.consumer}/${status.domain}`;
  const statuses = [...state.rollouts.values()]
    .sort((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }));
  byId('rollouts').hidden = statuses.length === 0;
  byId('no-rollout').hidden = !state.known || statuses.length > 0;
  keep(byId('rollouts').tBodies[0], statuses, {
    key: order,
    signature: status => JSON.stringify([status, newer(state, status)]),
    build: status => row(byId('rollouts'), [
      status.consumer, model(status, newer(state, status)), progress(status), moment(status.at),
    ]),
  });
}

/** The newest version of the same lineage, if it is another one. */
function newer(state, status) {
  const versions = [...state.models.values()]
    .filter(release => release.domain === status.domain)
    .map(release => release.version);
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
  const node = el('div', {}, el('span', { className: 'chip', 'data-state': mood }, icon(mood), text + part));
  if (status.reason) node.append(el('p', { className: 'reason', textContent: status.reason }));
  return node;
}
