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
    build: status => row(byId('rollouts'), [
      status.consumer, modelName(status.domain, status.version), progress(status), moment(status.at),
    ]),
  });
}

function progress(status) {
  const { mood, text } = STATES[status.state];
  const node = el('div', {}, el('span', { className: 'chip', 'data-state': mood }, icon(mood), text));
  if (status.reason) node.append(el('p', { className: 'reason', textContent: status.reason }));
  return node;
}
