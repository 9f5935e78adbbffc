// What moved, and what became of it.

import { el } from './dom.js';
import { count, moment, number } from './format.js';
import { domainAddress } from './address.js';
import { feed } from './feed.js';
import { listPage, table } from './listing.js';
import { moved } from './moved.js';
import { outcome } from './outcome.js';
import { row } from './table.js';

export const ALERT_TITLES = ['Raised', 'Domain', '#Episode', '#Score', '#Events', 'Channel', 'What moved', 'Outcome'];

export function alertsPage({ main, signal, redraw }) {
  const alerts = feed('/api/alerts', { key: alert => alert.id, changed: redraw, signal });
  const adaptations = feed('/api/adaptations', { key: ended => ended.alertId, changed: redraw, signal });
  const rows = table('alerts', 'Alerts and what became of them, newest first', ALERT_TITLES);
  const view = listPage(main, {
    title: 'Alerts',
    intro: 'A domain has moved for long enough to be sure. Each alert is answered by one adaptation, which may be refused.',
    table: rows,
    feed: alerts,
    items: () => withOutcomes(alerts, adaptations),
    emptyText: 'No domain has moved. An alert comes when a change has lasted long enough to be real.',
    ...alertRows(rows),
  });
  return {
    ...view,
    told(room) {
      if (room === 'alert') alerts.refresh();
      if (room === 'adaptation') adaptations.refresh();
      if (room === 'snapshot') [alerts, adaptations].forEach(list => list.refresh());
    },
  };
}

export function withOutcomes(alerts, adaptations) {
  const ended = new Map(adaptations.all().map(adaptation => [adaptation.alertId, adaptation]));
  return alerts.all().map(alert => ({ alert, adaptation: ended.get(alert.id) }));
}

export const alertRows = rows => ({
  key: ({ alert }) => alert.id,
  signature: ({ alert, adaptation }) => `${alert.loggedAt} ${adaptation?.outcome}`,
  build: ({ alert, adaptation }) => row(rows, [
    moment(alert.loggedAt),
    el('a', { href: domainAddress(alert.domain), textContent: alert.domain }),
    count(alert.episode),
    number(alert.score),
    count(alert.count),
    alert.channel,
    moved(alert),
    outcome(adaptation),
  ]),
});
