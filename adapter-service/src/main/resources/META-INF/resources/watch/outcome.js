// How an adaptation ended, in a word and where it needs one in a sentence.

import { el, icon } from './dom.js';
import { adaptationAddress } from './address.js';

const OUTCOMES = {
  RELEASED: { mood: 'recovered', text: ended => `Released v${ended.version}` },
  REFUSED: { mood: 'refused', text: () => 'Refused' },
  SKIPPED: { mood: 'skipped', text: () => 'Skipped' },
  WITHHELD: { mood: 'withheld', text: () => 'Withheld' },
  FAILED: { mood: 'failed', text: () => 'Failed' },
};

export function chip(mood, text) {
  return el('span', { className: 'chip', 'data-state': mood }, icon(mood), text);
}

export function outcomeChip(ended) {
  if (!ended) return chip('adapting', 'Adapting');
  const { mood, text } = OUTCOMES[ended.outcome];
  return chip(mood, text(ended));
}

/** With the reason, and a way to the adaptation. */
export function outcome(ended) {
  const node = el('div', {}, ended ? el('a', { href: adaptationAddress(ended.id) }, outcomeChip(ended)) : outcomeChip(ended));
  if (ended?.reason) node.append(el('p', { className: 'reason', textContent: ended.reason }));
  return node;
}
