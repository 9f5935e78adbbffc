// Rows of tables that become cards on a narrow screen.

import { el } from './dom.js';

/** A row; each cell carries the title of its column, which stands before it when the table is a stack of cards. */
export function row(table, contents) {
  const titles = [...table.tHead.rows[0].cells];
  return el('tr', { role: 'row' }, ...contents.map((content, i) => el(
    'td',
    { role: 'cell', className: titles[i].className, 'data-title': titles[i].textContent },
    content,
  )));
}
