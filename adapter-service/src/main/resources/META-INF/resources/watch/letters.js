// What could not be used, why, and another try.

import { command, read } from './api.js';
import { el, keep, say } from './dom.js';
import { count, moment } from './format.js';
import { feed } from './feed.js';
import { listPage, table } from './listing.js';
import { row } from './table.js';

const words = reason => reason.toLowerCase().replaceAll('_', ' ');
const id = letter => `${letter.topic}-${letter.partition}-${letter.offset}`;

export function lettersPage({ main, signal, redraw }) {
  const letters = feed('/api/dead-letters', { key: id, changed: redraw, signal });
  const rows = table('letters', 'Records that could not be used, newest first',
    ['Put aside', 'Topic', 'Key', 'Reason', 'From', 'What came', 'Again']);
  const told = el('p', { className: 'said', role: 'status' });
  const counts = el('ul', { className: 'counts', 'aria-label': 'Records by topic and reason' });
  const view = listPage(main, {
    title: 'Dead letters',
    intro: 'Records that broke the contract lie here with their original bytes. Send one again when what was wrong has been set right: a label that is known by now, a number of features that has been changed.',
    table: rows,
    feed: letters,
    items: letters.all,
    emptyText: 'None: every record could be used.',
    key: id,
    signature: letter => JSON.stringify(letter),
    build: letter => row(rows, [
      moment(letter.loggedAt), letter.topic, letter.key || '–', words(letter.reason),
      `${letter.fromPartition} @ ${count(letter.fromOffset)}`, letter.cause, again(letter, told, letters),
    ]),
  });
  main.querySelector('.intro').after(counts, told);
  const recount = () => read('/api/dead-letters/counts', { signal }).then(
    all => keep(counts, all, {
      key: one => `${one.topic}/${one.reason}`,
      build: one => el('li', {}, el('strong', { textContent: count(one.records) }), ` ${words(one.reason)} on ${one.topic}`,
        one.redriven ? `, ${count(one.redriven)} sent again` : ''),
    }),
    () => {},
  );
  recount();
  return {
    ...view,
    told(room) {
      if (!['deadletter', 'snapshot'].includes(room)) return;
      letters.refresh();
      recount();
    },
  };
}

function again(letter, told, letters) {
  if (letter.redrivenAt) return `sent ${moment(letter.redrivenAt)}`;
  const button = el('button', { type: 'button', className: 'plain', textContent: 'Send again' });
  button.setAttribute('aria-label', `Send ${id(letter)} again`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await command(`/api/dead-letters/${encodeURIComponent(id(letter))}/redrive`);
      say(told, `${id(letter)} was sent again. If it still cannot be used, it comes back as a new dead letter.`);
    } catch (e) {
      say(told, `${id(letter)} was not sent: ${e.message}`);
      button.disabled = false;
    }
    letters.refresh();
  });
  return button;
}
