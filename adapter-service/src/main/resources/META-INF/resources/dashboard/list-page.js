// A page with one paged list as a table.

import { el, reconcile, setText } from './dom.js';

/** @param titles the column titles; a leading `#` right-aligns the column */
export function table(id, caption, titles) {
  return el('table', { id, className: 'stacks', role: 'table' },
    el('caption', { className: 'visually-hidden', textContent: caption }),
    el('thead', {}, el('tr', { role: 'row' }, ...titles.map(title => el('th', {
      scope: 'col', role: 'columnheader', className: title.startsWith('#') ? 'numeric' : '', textContent: title.replace('#', ''),
    })))),
    el('tbody', {}));
}

/** Footer of a list: a text if the list is empty, the error if a request failed, and a button that loads older items. */
export function listFooter(list, emptyText) {
  const empty = el('p', { className: 'empty', textContent: emptyText });
  const error = el('p', { className: 'error', role: 'alert' });
  const older = el('button', { type: 'button', className: 'plain', textContent: 'Load older' });
  older.addEventListener('click', () => list.loadOlder());
  const node = el('div', { className: 'list-footer' }, empty, error, older);
  return {
    node,
    draw() {
      empty.hidden = !list.loaded || list.items().length > 0;
      older.hidden = !list.next;
      error.hidden = !list.error;
      setText(error, list.error ? `Refresh failed: ${list.error}` : '');
    },
  };
}

export function listPage(main, { title, intro, table: rows, items, list, emptyText, key, signature, build }) {
  const footer = listFooter(list, emptyText);
  main.append(el('h1', { textContent: title }), el('p', { className: 'intro', textContent: intro }),
    el('section', { className: 'panel' }, rows, footer.node));
  return {
    title,
    draw() {
      rows.hidden = items().length === 0;
      reconcile(rows.tBodies[0], items(), { key, signature, build });
      footer.draw();
    },
  };
}
