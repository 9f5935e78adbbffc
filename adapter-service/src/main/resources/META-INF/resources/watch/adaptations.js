// What was done about each alert.

import { el } from './dom.js';
import { count, modelName, moment, seconds } from './format.js';
import { domainAddress } from './address.js';
import { feed } from './feed.js';
import { listPage, table } from './listing.js';
import { outcome } from './outcome.js';
import { row } from './table.js';

export function adaptationsPage({ main, signal, redraw }) {
  const adaptations = feed('/api/adaptations', { key: ended => ended.id, changed: redraw, signal });
  const rows = table('adaptations', 'Adaptations, newest first',
    ['Ended', 'Domain', 'Continued', '#Source rows', '#Target rows', '#Steps', '#Took', 'Outcome']);
  const view = listPage(main, {
    title: 'Adaptations',
    intro: 'What was tried about each alert: candidates are trained on the events that moved, and a gate judges them without a label of the target.',
    table: rows,
    feed: adaptations,
    items: adaptations.all,
    emptyText: 'Nothing had to be adapted yet.',
    key: ended => ended.id,
    signature: ended => ended.loggedAt,
    build: ended => row(rows, [
      moment(ended.loggedAt),
      el('a', { href: domainAddress(ended.domain), textContent: ended.domain }),
      modelName(ended.parentDomain, ended.parentVersion),
      count(ended.sourceRows),
      count(ended.targetRows),
      count(ended.steps),
      seconds(ended.startedAt, ended.finishedAt),
      outcome(ended),
    ]),
  });
  return { ...view, told: room => ['adaptation', 'snapshot'].includes(room) && adaptations.refresh() };
}
