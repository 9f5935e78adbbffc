// A table of what a feed has, with a word where it is empty and a way to what is older.

import { el, keep, say } from './dom.js';

/** @param build makes the row of an item; `titles` names the columns, a leading `#` sets one to the right */
export function table(id, caption, titles) {
  return el('table', { id, className: 'stacks', role: 'table' },
    el('caption', { className: 'unseen', textContent: caption }),
    el('thead', {}, el('tr', { role: 'row' }, ...titles.map(title => el('th', {
      scope: 'col', role: 'columnheader', className: title.startsWith('#') ? 'n' : '', textContent: title.replace('#', ''),
    })))),
    el('tbody', {}));
}

/** What stands below a list. */
export function foot(feed, emptyText) {
  const empty = el('p', { className: 'empty', textContent: emptyText });
  const trouble = el('p', { className: 'trouble', role: 'alert' });
  const older = el('button', { type: 'button', className: 'plain', textContent: 'Show older ones' });
  older.addEventListener('click', () => feed.older());
  const node = el('div', { className: 'list-foot' }, empty, trouble, older);
  return {
    node,
    draw() {
      empty.hidden = !feed.known || feed.all().length > 0;
      older.hidden = !feed.next;
      trouble.hidden = !feed.trouble;
      say(trouble, feed.trouble ? `This list cannot be renewed: ${feed.trouble}` : '');
    },
  };
}

/** A page that is one list. */
export function listPage(main, { title, intro, table: rows, items, feed, emptyText, key, signature, build }) {
  const end = foot(feed, emptyText);
  main.append(el('h1', { textContent: title }), el('p', { className: 'intro', textContent: intro }),
    el('section', { className: 'panel' }, rows, end.node));
  return {
    title,
    draw() {
      rows.hidden = items().length === 0;
      keep(rows.tBodies[0], items(), { key, signature, build });
      end.draw();
    },
  };
}
