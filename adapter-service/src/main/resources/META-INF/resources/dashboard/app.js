// Entry point: routes the address to a page and redraws the page on events, at most once per frame.

import { byId, el, setText } from './dom.js';
import { connect } from './connection.js';
import { apply, emptyState } from './store.js';
import { overviewPage } from './overview.js';
import { domainPage } from './domain.js';
import { diagnosisPage } from './diagnosis.js';
import { alertsPage } from './alerts.js';
import { adaptationsPage } from './adaptations.js';
import { adaptationPage } from './adaptation.js';
import { releasesPage } from './releases.js';
import { consumersPage } from './consumers.js';
import { deadLettersPage } from './dead-letters.js';

const ROUTES = [
  [/^#?\/?$/, overviewPage],
  [/^#\/domains\/([^/]+)$/, domainPage],
  [/^#\/domains\/([^/]+)\/diagnosis$/, diagnosisPage],
  [/^#\/alerts$/, alertsPage],
  [/^#\/adaptations$/, adaptationsPage],
  [/^#\/adaptations\/([^/]+)$/, adaptationPage],
  [/^#\/releases$/, releasesPage],
  [/^#\/consumers$/, consumersPage],
  [/^#\/dead-letters$/, deadLettersPage],
];
const CONNECTION_LABELS = {
  connecting: 'Connecting', connected: 'Connected', standby: 'Connected to a standby', degraded: 'Connected, Kafka or database unavailable', disconnected: 'Disconnected',
};

const state = emptyState();
let connection = { state: 'connecting', at: Date.now() };
let page = null;
let drawScheduled = false;

/** Opens the page of the current address. A page fills `main` and returns its title and its `draw` and `onEvent` callbacks. */
function open() {
  page?.close();
  const [route, build] = ROUTES.find(([pattern]) => pattern.test(location.hash)) ?? [null, notFound];
  const parameters = route ? route.exec(location.hash).slice(1).map(decodeURIComponent) : [];
  const controller = new AbortController();
  const main = byId('main');
  main.replaceChildren();
  const view = build({ main, state, signal: controller.signal, redraw: scheduleDraw }, ...parameters);
  page = { ...view, close: () => controller.abort() };
  document.title = view.title ? `${view.title} · Realign` : 'Realign';
  for (const anchor of byId('pages').querySelectorAll('a')) {
    const isCurrent = anchor.hash === (location.hash || '#/');
    if (isCurrent) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }
  draw();
}

function notFound({ main }) {
  main.append(el('h1', { textContent: 'Page not found' }), el('p', {}, el('a', { href: '#/', textContent: 'Back to domains' })));
  return { title: 'Page not found' };
}

function draw() {
  drawScheduled = false;
  const node = byId('connection');
  node.dataset.state = connection.state;
  setText(node, CONNECTION_LABELS[connection.state]);
  page?.draw?.(connection);
}

function scheduleDraw() {
  if (!drawScheduled) {
    drawScheduled = true;
    requestAnimationFrame(draw);
  }
}

connect(
  (event, data) => {
    apply(state, event, data);
    page?.onEvent?.(event, data);
    scheduleDraw();
  },
  changed => {
    connection = changed;
    scheduleDraw();
  },
);
addEventListener('hashchange', () => {
  // This is the address of the skip link, not of a page.
  if (location.hash === '#main') return;
  open();
  scrollTo(0, 0);
  byId('main').focus();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', scheduleDraw);
open();
