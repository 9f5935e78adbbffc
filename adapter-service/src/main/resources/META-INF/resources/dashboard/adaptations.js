// The page with the list of adaptations.

import { el } from './dom.js';
import { count, durationInSeconds, modelName, moment } from './format.js';
import { domainAddress } from './links.js';
import { pagedList } from './paged-list.js';
import { listPage, table } from './list-page.js';
import { outcome } from './outcome.js';
import { row } from './table-row.js';

export function adaptationsPage({ main, signal, redraw }) {
  const adaptations = pagedList('/api/adaptations', { key: adaptation => adaptation.id, onChange: redraw, signal });
  const rows = table('adaptations', 'Adaptations, newest first',
    ['Ended', 'Domain', 'Parent', '#Source rows', '#Target rows', '#Steps', '#Duration', 'Outcome']);
  const view = listPage(main, {
    title: 'Adaptations',
    intro: 'One adaptation per alert: candidates are trained on the events of the drifted window, and the gate accepts or rejects them without target labels.',
    table: rows,
    list: adaptations,
    items: adaptations.items,
    emptyText: 'No adaptations yet.',
    key: adaptation => adaptation.id,
    signature: adaptation => `${adaptation.loggedAt} ${adaptation.rollback?.at}`,
    build: adaptation => row(rows, [
      moment(adaptation.loggedAt),
      el('a', { href: domainAddress(adaptation.domain), textContent: adaptation.domain }),
      modelName(adaptation.parent.domain, adaptation.parent.version),
      count(adaptation.input.sourceRows),
      count(adaptation.input.targetRows),
      count(adaptation.training.steps),
      durationInSeconds(adaptation.timing.startedAt, adaptation.timing.finishedAt),
      outcome(adaptation),
    ]),
  });
  return { ...view, onEvent: event => ['adaptation', 'model', 'snapshot'].includes(event) && adaptations.refresh() };
}
