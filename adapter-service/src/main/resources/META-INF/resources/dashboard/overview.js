// The overview page: a headline for all domains, and a card per domain.

import { el, icon, reconcile, setText } from './dom.js';
import { ago, count, moment, number } from './format.js';
import { domainAddress } from './links.js';
import { isNotCalibrated, showPromise } from './promise.js';
import { sparkline } from './sparkline.js';
import { STATES, byName, isQuiet, severity } from './domain-states.js';

/** Maximum number of domains named in the headline. */
const MAX_NAMED = 3;
/** Minimum number of domains to show the filters. */
const MIN_DOMAINS_FOR_FILTERS = 8;

export function overviewPage({ main, state, redraw }) {
  const headline = el('h1', { className: 'page-status' });
  const search = el('input', { type: 'search', id: 'search', autocomplete: 'off' });
  const notQuietOnly = el('input', { type: 'checkbox', id: 'not-quiet-only' });
  const found = el('p', { className: 'found', role: 'status' });
  const filters = el('form', { className: 'filters', role: 'search' },
    el('label', { htmlFor: 'search', textContent: 'Find a domain' }), search,
    el('label', { className: 'check' }, notQuietOnly, 'Hide quiet domains'), found);
  const cards = el('ul', { id: 'domains', className: 'domains' });
  const empty = el('p', { className: 'empty' }, 'No windows yet. Send labelled events to ', code('source.events'),
    ' and unlabelled events to ', code('target.events'),
    '; the drift job writes a window when a domain has enough events.');
  main.append(headline, filters, cards, empty);
  let shown = null;
  for (const input of [search, notQuietOnly]) {
    input.addEventListener('input', () => {
      shown = null;
      redraw();
    });
  }
  filters.addEventListener('submit', event => event.preventDefault());

  function draw(connection) {
    const all = [...state.domains.values()];
    drawHeadline(headline, all, state.loaded, connection);
    empty.hidden = !state.loaded || all.length > 0;
    filters.hidden = all.length < MIN_DOMAINS_FOR_FILTERS;
    const wanted = all.filter(matches).sort(byName);
    const names = wanted.map(summary => summary.domain).join('\n');
    if (names !== shown) {
      shown = names;
      // Ordered by name, not by severity, so that cards keep their position.
      reconcile(cards, wanted, { key: summary => summary.domain, signature: () => '', build: summary => emptyCard(summary.domain) });
      wanted.forEach(summary => state.changed.add(summary.domain));
      setText(found, wanted.length === all.length ? '' : `${count(wanted.length)} of ${count(all.length)}`);
    }
    wanted.forEach((summary, i) => state.changed.has(summary.domain) && fill(cards.children[i], summary));
    state.changed.clear();
  }

  function matches(summary) {
    return summary.domain.toLowerCase().includes(search.value.trim().toLowerCase()) && !(notQuietOnly.checked && isQuiet(summary) && !lacksCalibration(summary));
  }

  return { draw };
}

const lacksCalibration = summary => isNotCalibrated(summary.newestWindow?.promise);

const code = text => el('code', { textContent: text });

function drawHeadline(node, summaries, loaded, connection) {
  const [state, text] = headlineOf(summaries, loaded, connection);
  if (node.dataset.text === text) return;
  Object.assign(node.dataset, { text, state });
  node.replaceChildren(icon(state), el('span', { role: 'status', textContent: text }));
}

function headlineOf(summaries, loaded, connection) {
  if (connection.state === 'disconnected') return ['failed', `The service is not responding.${loaded ? ` Last update ${moment(connection.at)}.` : ''}`];
  if (!loaded) return ['adapting', 'Loading…'];
  if (connection.state === 'degraded') return ['failed', 'Kafka or the history database is unavailable. Check the broker and the database.'];
  if (summaries.length === 0) return ['quiet', 'No events received.'];
  const [state, text] = stateHeadline(summaries);
  const notCalibrated = summaries.filter(lacksCalibration).sort(byName);
  if (notCalibrated.length === 0) return [state, text];
  const names = listed(notCalibrated, summary => summary.domain);
  return [state === 'quiet' ? 'not-calibrated' : state, `${text} ${count(notCalibrated.length)} of ${count(summaries.length)} domains are not calibrated: ${names}.`];
}

function stateHeadline(summaries) {
  const notQuiet = summaries.filter(summary => !isQuiet(summary)).sort((a, b) => severity(a) - severity(b) || byName(a, b));
  if (notQuiet.length === 0) return ['quiet', 'All quiet.'];
  const state = notQuiet[0].state.toLowerCase();
  if (notQuiet.length === 1) return [state, `${notQuiet[0].domain} ${STATES[notQuiet[0].state].clause}.`];
  const names = listed(notQuiet, summary => `${summary.domain} ${STATES[summary.state].label.toLowerCase()}`);
  return [state, `${count(notQuiet.length)} of ${count(summaries.length)} domains are not quiet: ${names}.`];
}

function listed(summaries, name) {
  const rest = summaries.length > MAX_NAMED ? ` and ${count(summaries.length - MAX_NAMED)} more` : '';
  return `${summaries.slice(0, MAX_NAMED).map(name).join(', ')}${rest}`;
}

function emptyCard(domain) {
  const part = name => el('span', { className: name });
  return el('li', {}, el('a', { className: 'card', href: domainAddress(domain) },
    el('span', { className: 'top' }, el('span', { className: 'name', textContent: domain }), part('version')),
    el('span', { className: 'state' }, part('sign'), part('label'), part('since')),
    part('detail'),
    part('calibration'),
    part('spark'),
    el('span', { className: 'foot' }, part('score'),
      el('span', {}, el('span', { className: 'visually-hidden', textContent: 'newest window ' }), part('updated')))));
}

function fill(item, summary) {
  const anchor = item.firstElementChild;
  const part = name => anchor.querySelector(`.${name}`);
  if (anchor.dataset.state !== summary.state.toLowerCase()) {
    anchor.dataset.state = summary.state.toLowerCase();
    part('sign').replaceChildren(icon(anchor.dataset.state));
  }
  setText(part('version'), summary.version ? `v${summary.version}` : 'no release');
  setText(part('label'), STATES[summary.state].label);
  setText(part('since'), summary.since ? `since ${moment(summary.since)}` : '');
  setText(part('detail'), summary.detail);
  showPromise(part('calibration'), summary.newestWindow?.promise);
  sparkline(part('spark'), summary.scores);
  if (summary.newestWindow) {
    setText(part('score'), `score ${number(summary.newestWindow.score)}, ${summary.newestWindow.state.toLowerCase()}`);
    setText(part('updated'), ago(summary.newestWindow.loggedAt));
  }
}
