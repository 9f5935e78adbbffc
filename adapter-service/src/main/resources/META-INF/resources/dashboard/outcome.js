// The outcome of an adaptation as a chip, and its reason. A release that was rolled back shows the reason and time of the rollback.

import { el, icon } from './dom.js';
import { moment } from './format.js';
import { adaptationAddress } from './links.js';

const OUTCOMES = {
  RELEASED: { state: 'recovered', text: adaptation => `Released v${adaptation.version}` },
  REJECTED: { state: 'rejected', text: () => 'Rejected' },
  SKIPPED: { state: 'skipped', text: () => 'Skipped' },
  WITHHELD: { state: 'withheld', text: () => 'Withheld' },
  FAILED: { state: 'failed', text: () => 'Failed' },
};

export function chip(state, text) {
  return el('span', { className: 'chip', 'data-state': state }, icon(state), text);
}

export function outcomeChip(adaptation) {
  if (!adaptation) return chip('adapting', 'Adapting');
  if (adaptation.rollback) return chip('rejected', `Rolled back v${adaptation.version}`);
  const { state, text } = OUTCOMES[adaptation.outcome];
  return chip(state, text(adaptation));
}

/** The chip as a link to the adaptation, with the reason. */
export function outcome(adaptation) {
  const node = el('div', {}, adaptation ? el('a', { href: adaptationAddress(adaptation.id) }, outcomeChip(adaptation)) : outcomeChip(adaptation));
  const reason = adaptation?.rollback ? rollbackText(adaptation.rollback) : adaptation?.reason;
  if (reason) node.append(el('p', { className: 'reason', textContent: reason }));
  return node;
}

export const rollbackText = ({ version, reason, at }) => `rolled back by v${version} at ${moment(at)}: ${reason}`;
