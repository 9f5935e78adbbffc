// Is anything wrong? One sentence for all domains, one card for each.

import { el, icon, keep, say } from './dom.js';
import { ago, count, moment, number } from './format.js';
import { domainAddress } from './address.js';
import { sparkline } from './sparkline.js';
import { STATES, byName, isCalm, urgency } from './states.js';

/** Domains that the one sentence names. */
const NAMED = 3;
/** From so many domains on there is a way to look for one. */
const MANY = 8;

export function overviewPage({ main, state, redraw }) {
  const verdict = el('h1', { className: 'verdict' });
  const search = el('input', { type: 'search', id: 'search', autocomplete: 'off' });
  const loudOnly = el('input', { type: 'checkbox', id: 'loud-only' });
  const found = el('p', { className: 'found', role: 'status' });
  const filters = el('form', { className: 'filters', role: 'search' },
    el('label', { htmlFor: 'search', textContent: 'Find a domain' }), search,
    el('label', { className: 'check' }, loudOnly, 'only those that are not quiet'), found);
  const cards = el('ul', { id: 'domains', className: 'domains' });
  const empty = el('p', { className: 'empty' }, 'No window has come yet. Send labelled events to ', code('source.events'),
    ' and unlabelled ones to ', code('target.events'),
    '; the drift job writes a window as soon as a domain has sent enough of them.');
  main.append(verdict, filters, cards, empty);
  let shown = null;
  for (const input of [search, loudOnly]) {
    input.addEventListener('input', () => {
      shown = null;
      redraw();
    });
  }
  filters.addEventListener('submit', event => event.preventDefault());

  function draw(link) {
    const all = [...state.domains.values()];
    drawVerdict(verdict, all, state.known, link);
    empty.hidden = !state.known || all.length > 0;
    filters.hidden = all.length < MANY;
    const wanted = all.filter(card => matches(card)).sort(byName);
    const names = wanted.map(card => card.domain).join('\n');
    if (names !== shown) {
      shown = names;
      // By name, not by urgency: a card that jumps away is hard to hit.
      keep(cards, wanted, { key: card => card.domain, signature: () => '', build: card => blank(card.domain) });
      wanted.forEach(card => state.changed.add(card.domain));
      say(found, wanted.length === all.length ? '' : `${count(wanted.length)} of ${count(all.length)}`);
    }
    wanted.forEach((card, i) => state.changed.has(card.domain) && fill(cards.children[i], card));
    state.changed.clear();
  }

  function matches(card) {
    return card.domain.toLowerCase().includes(search.value.trim().toLowerCase()) && !(loudOnly.checked && isCalm(card));
  }

  return { draw };
}

const code = text => el('code', { textContent: text });

function drawVerdict(node, cards, known, link) {
  const [mood, text] = verdictOf(cards, known, link);
  if (node.dataset.text === text) return;
  Object.assign(node.dataset, { text, state: mood });
  node.replaceChildren(icon(mood), el('span', { role: 'status', textContent: text }));
}

function verdictOf(cards, known, link) {
  if (link.state === 'lost') return ['failed', `The service does not answer${known ? `. This is how it was at ${moment(link.at)}` : ''}.`];
  if (!known) return ['adapting', 'Reading the history…'];
  if (link.state === 'deaf') return ['failed', 'The service cannot read the log or its history. Look at the broker and the database.'];
  if (cards.length === 0) return ['quiet', 'Nothing has come yet.'];
  const loud = cards.filter(card => !isCalm(card)).sort((a, b) => urgency(a) - urgency(b) || byName(a, b));
  if (loud.length === 0) return ['quiet', 'All quiet.'];
  const mood = loud[0].state.toLowerCase();
  if (loud.length === 1) return [mood, `${loud[0].domain} ${STATES[loud[0].state].clause}.`];
  const named = loud.slice(0, NAMED).map(card => `${card.domain} ${STATES[card.state].word.toLowerCase()}`);
  const rest = loud.length > NAMED ? ` and ${count(loud.length - NAMED)} more` : '';
  return [mood, `${count(loud.length)} of ${count(cards.length)} domains are not quiet: ${named.join(', ')}${rest}.`];
}

function blank(domain) {
  const part = name => el('span', { className: name });
  return el('li', {}, el('a', { className: 'card', href: domainAddress(domain) },
    el('span', { className: 'top' }, el('span', { className: 'name', textContent: domain }), part('version')),
    el('span', { className: 'mood' }, part('sign'), part('word'), part('since')),
    part('detail'),
    part('spark'),
    el('span', { className: 'foot' }, part('score'),
      el('span', {}, el('span', { className: 'unseen', textContent: 'newest window ' }), part('heard')))));
}

function fill(item, card) {
  const anchor = item.firstElementChild;
  const part = name => anchor.querySelector(`.${name}`);
  if (anchor.dataset.state !== card.state.toLowerCase()) {
    anchor.dataset.state = card.state.toLowerCase();
    part('sign').replaceChildren(icon(anchor.dataset.state));
  }
  say(part('version'), card.version ? `v${card.version}` : 'no model');
  say(part('word'), STATES[card.state].word);
  say(part('since'), card.since ? `since ${moment(card.since)}` : '');
  say(part('detail'), card.detail);
  sparkline(part('spark'), card.scores);
  if (card.newest) {
    say(part('score'), `score ${number(card.newest.score)}, ${card.newest.state.toLowerCase()}`);
    say(part('heard'), ago(card.newest.loggedAt));
  }
}
