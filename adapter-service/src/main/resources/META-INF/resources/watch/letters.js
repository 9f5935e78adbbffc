// What could not be used, and why.

import { byId, el, keep } from './dom.js';
import { count, moment } from './format.js';
import { newestFirst } from './store.js';
import { row } from './table.js';

export function drawLetters(state) {
  const letters = newestFirst(state.deadLetters);
  byId('letters').hidden = letters.length === 0;
  byId('no-letter').hidden = !state.known || letters.length > 0;
  keep(byId('letters').tBodies[0], letters, {
    key: letter => `${letter.topic}/${letter.reason}`,
    build: letter => row(byId('letters'), [
      letter.topic, letter.reason.toLowerCase().replaceAll('_', ' '), count(letter.count), newest(letter),
    ]),
  });
}

const newest = letter => el('div', {}, moment(letter.loggedAt), el('p', { className: 'reason', textContent: letter.cause }));
