// Table rows that become cards on narrow screens.

import { el } from './dom.js';

/** Each cell carries its column title, which is shown when rows are stacked as cards. */
export function row(table, contents) {
  const titles = [...table.tHead.rows[0].cells];
  return el('tr', { role: 'row' }, ...contents.map((content, i) => el(
    'td',
    { role: 'cell', className: titles[i].className, 'data-title': titles[i].textContent },
    content,
  )));
}
