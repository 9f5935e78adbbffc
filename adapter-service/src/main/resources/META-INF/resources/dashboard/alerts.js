// The page with the list of alerts and the outcomes of their adaptations.

import { el } from './dom.js';
import { count, moment, number } from './format.js';
import { domainAddress } from './links.js';
import { pagedList } from './paged-list.js';
import { listPage, table } from './list-page.js';
import { featureShifts, statisticText } from './feature-shifts.js';
import { outcome } from './outcome.js';
import { promiseParts } from './promise.js';
import { row } from './table-row.js';

export const ALERT_TITLES = ['Raised', 'Domain', '#Alert', '#Score', '#Events', 'Statistic', 'Calibration', 'Shifted features', 'Outcome'];

export function alertsPage({ main, signal, redraw }) {
  const alerts = pagedList('/api/alerts', { key: alert => alert.id, onChange: redraw, signal });
  const adaptations = pagedList('/api/adaptations', { key: adaptation => adaptation.alertId, onChange: redraw, signal });
  const rows = table('alerts', 'Alerts and their outcomes, newest first', ALERT_TITLES);
  const view = listPage(main, {
    title: 'Alerts',
    intro: 'Confirmed drift. Each alert starts one adaptation, which the gate accepts or rejects.',
    table: rows,
    list: alerts,
    items: () => withOutcomes(alerts, adaptations),
    emptyText: 'No alerts. An alert is raised when drift is confirmed.',
    ...alertRows(rows),
  });
  return {
    ...view,
    onEvent(event) {
      if (event === 'alert') alerts.refresh();
      if (event === 'adaptation' || event === 'model') adaptations.refresh();
      if (event === 'snapshot') [alerts, adaptations].forEach(list => list.refresh());
    },
  };
}

export function withOutcomes(alerts, adaptations) {
  const byAlert = new Map(adaptations.items().map(adaptation => [adaptation.alertId, adaptation]));
  return alerts.items().map(alert => ({ alert, adaptation: byAlert.get(alert.id) }));
}

export const alertRows = rows => ({
  key: ({ alert }) => alert.id,
  signature: ({ alert, adaptation }) => `${alert.loggedAt} ${adaptation?.outcome} ${adaptation?.rollback?.at}`,
  build: ({ alert, adaptation }) => row(rows, [
    moment(alert.loggedAt),
    el('a', { href: domainAddress(alert.domain), textContent: alert.domain }),
    alert.sequenceNumber,
    number(alert.statistic.score),
    count(alert.window.count),
    statisticText(alert),
    el('div', {}, ...promiseParts(alert.statistic.calibration)),
    featureShifts(alert),
    outcome(adaptation),
  ]),
});
