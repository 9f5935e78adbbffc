// Puts the parts together: the address says which page is open, events change what it shows, at most once a frame.

import { byId, el, say } from './dom.js';
import { listen } from './link.js';
import { apply, emptyState } from './store.js';
import { overviewPage } from './overview.js';
import { domainPage } from './domain.js';
import { diagnosisPage } from './diagnosis.js';
import { alertsPage } from './alerts.js';
import { adaptationsPage } from './adaptations.js';
import { adaptationPage } from './adaptation.js';
import { modelsPage } from './models.js';
import { consumersPage } from './consumers.js';
import { lettersPage } from './letters.js';

const ROUTES = [
  [/^#?\/?$/, overviewPage],
  [/^#\/domains\/([^/]+)$/, domainPage],
  [/^#\/domains\/([^/]+)\/diagnosis$/, diagnosisPage],
  [/^#\/alerts$/, alertsPage],
  [/^#\/adaptations$/, adaptationsPage],
  [/^#\/adaptations\/([^/]+)$/, adaptationPage],
  [/^#\/models$/, modelsPage],
  [/^#\/consumers$/, consumersPage],
  [/^#\/dead-letters$/, lettersPage],
];
const LINKS = { opening: 'Connecting', live: 'Live', deaf: 'Live, but without the log', lost: 'Not connected' };

const state = emptyState();
let link = { state: 'opening', at: Date.now() };
let page = null;
let waiting = false;

/** A page is a function of its address that fills `main` and returns what to do on a change and when it is left. */
function open() {
  page?.close();
  const [route, build] = ROUTES.find(([pattern]) => pattern.test(location.hash)) ?? [null, notFound];
  const parameters = route ? route.exec(location.hash).slice(1).map(decodeURIComponent) : [];
  const leaving = new AbortController();
  const main = byId('main');
  main.replaceChildren();
  const view = build({ main, state, signal: leaving.signal, redraw: soon }, ...parameters);
  page = { ...view, close: () => leaving.abort() };
  document.title = view.title ? `${view.title} · Realign` : 'Realign';
  for (const anchor of byId('pages').querySelectorAll('a')) {
    const here = anchor.hash === (location.hash || '#/');
    if (here) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }
  draw();
}

function notFound({ main }) {
  main.append(el('h1', { textContent: 'No such page' }), el('p', {}, el('a', { href: '#/', textContent: 'To the domains' })));
  return { title: 'No such page' };
}

function draw() {
  waiting = false;
  const node = byId('link');
  node.dataset.state = link.state;
  say(node, LINKS[link.state]);
  page?.draw?.(link);
}

function soon() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(draw);
  }
}

listen(
  (room, data) => {
    apply(state, room, data);
    page?.told?.(room, data);
    soon();
  },
  now => {
    link = now;
    soon();
  },
);
addEventListener('hashchange', () => {
  // The link that skips the header is no page.
  if (location.hash === '#main') return;
  open();
  scrollTo(0, 0);
  byId('main').focus();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', soon);
open();
