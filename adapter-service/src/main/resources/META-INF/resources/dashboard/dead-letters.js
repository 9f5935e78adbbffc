// The page with the list of dead letters. A button redrives a dead letter.

import { get, post } from './api.js';
import { el, reconcile, setText } from './dom.js';
import { count, moment } from './format.js';
import { pagedList } from './paged-list.js';
import { listPage, table } from './list-page.js';
import { row } from './table-row.js';

const lowerCase = reason => reason.toLowerCase().replaceAll('_', ' ');
const id = letter => `${letter.topic}-${letter.partition}-${letter.offset}`;

export function deadLettersPage({ main, signal, redraw }) {
  const letters = pagedList('/api/dead-letters', { key: id, onChange: redraw, signal });
  const rows = table('dead-letters', 'Dead letters, newest first',
    ['Rejected at', 'Topic', 'Key', 'Reason', 'Origin', 'Cause', 'Redrive']);
  const message = el('p', { className: 'message', role: 'status' });
  const counts = el('ul', { className: 'counts', 'aria-label': 'Dead letters by topic and reason' });
  const view = listPage(main, {
    title: 'Dead letters',
    intro: 'Records that violate the event contract, stored with their original bytes. Redrive a record after the cause has been fixed, for example when its label has become known.',
    table: rows,
    list: letters,
    items: letters.items,
    emptyText: 'No dead letters.',
    key: id,
    signature: letter => JSON.stringify(letter),
    build: letter => row(rows, [
      moment(letter.loggedAt), letter.topic, letter.key || '–', lowerCase(letter.reason),
      `${letter.originalPartition} @ ${count(letter.originalOffset)}`, letter.cause, redriveCell(letter, message, letters),
    ]),
  });
  main.querySelector('.intro').after(counts, message);
  const recount = () => get('/api/dead-letters/counts', { signal }).then(
    groups => reconcile(counts, groups, {
      key: group => `${group.topic}/${group.reason}`,
      build: group => el('li', {}, el('strong', { textContent: count(group.records) }), ` ${lowerCase(group.reason)} on ${group.topic}`,
        group.redriven ? `, ${count(group.redriven)} redriven` : ''),
    }),
    () => {},
  );
  recount();
  return {
    ...view,
    onEvent(event) {
      if (!['dead-letter', 'snapshot'].includes(event)) return;
      letters.refresh();
      recount();
    },
  };
}

function redriveCell(letter, message, letters) {
  if (letter.redrivenAt) return `redriven ${moment(letter.redrivenAt)}`;
  const button = el('button', { type: 'button', className: 'plain', textContent: 'Redrive' });
  button.setAttribute('aria-label', `Redrive ${id(letter)}`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await post(`/api/dead-letters/${encodeURIComponent(id(letter))}/redrive`);
      setText(message, `${id(letter)} was redriven. If it is still invalid, it returns as a new dead letter.`);
    } catch (e) {
      setText(message, `Redrive of ${id(letter)} failed: ${e.message}`);
      button.disabled = false;
    }
    letters.refresh();
  });
  return button;
}
