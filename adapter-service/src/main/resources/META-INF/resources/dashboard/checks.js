// A list of gate checks.

import { el, icon } from './dom.js';
import { number } from './format.js';

export function checkList(checks) {
  return el('ul', { className: 'checks' }, ...checks.map(check => el(
    'li',
    { title: check.reason, 'data-passed': check.passed },
    icon(check.passed ? 'passed' : 'failed-check'),
    el('span', { className: 'visually-hidden', textContent: check.passed ? 'passed: ' : 'failed: ' }),
    el('span', { className: 'name', textContent: check.name }),
    el('span', { className: 'value', textContent: number(check.value) }),
    el('span', { className: 'threshold', textContent: `threshold ${number(check.threshold)}` }),
  )));
}
