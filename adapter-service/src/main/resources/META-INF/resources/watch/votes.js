// What the gate said of a candidate.

import { el, icon } from './dom.js';
import { number } from './format.js';

export function votes(cast) {
  return el('ul', { className: 'votes' }, ...cast.map(vote => el(
    'li',
    { title: vote.reason, 'data-passed': vote.passed },
    icon(vote.passed ? 'passed' : 'missed'),
    el('span', { className: 'unseen', textContent: vote.passed ? 'passed: ' : 'missed: ' }),
    el('span', { className: 'name', textContent: vote.name }),
    el('span', { className: 'value', textContent: number(vote.value) }),
    el('span', { className: 'line', textContent: `threshold ${number(vote.threshold)}` }),
  )));
}
