// Is anything wrong? One sentence for all domains, one card for each.

import { byId, el, icon, keep, say } from './dom.js';
import { ago, moment, number } from './format.js';

/** From what needs a person first to what needs nobody. */
const STATES = {
  FAILED: { word: 'Failed', clause: 'needs a look' },
  REFUSED: { word: 'Refused', clause: 'has drifted, and the new model was refused' },
  SKIPPED: { word: 'Skipped', clause: 'has drifted, and its adaptation was skipped' },
  WITHHELD: { word: 'Withheld', clause: 'has drifted, and a dry run keeps the new model back' },
  DRIFTING: { word: 'Drifting', clause: 'is drifting' },
  ADAPTING: { word: 'Adapting', clause: 'is being adapted' },
  RECOVERED: { word: 'Recovered', clause: 'has recovered' },
  QUIET: { word: 'Quiet', clause: 'is quiet' },
};
const LINKS = { opening: 'Connecting', live: 'Live', deaf: 'Live, but without the log', lost: 'Not connected' };
const URGENCY = Object.keys(STATES);
const urgency = headline => URGENCY.indexOf(headline.state);
const isCalm = headline => urgency(headline) >= URGENCY.indexOf('RECOVERED');

/** A meter is full at twice the threshold, which so stands in its middle. */
const METER = 2;

/** Domains that the one sentence names. */
const NAMED = 3;

export function mostUrgent(state) {
  return inOrder(state)[0]?.domain ?? null;
}

const inOrder = state => [...state.domains.values()]
  .sort((a, b) => urgency(a) - urgency(b) || a.domain.localeCompare(b.domain, 'en', { numeric: true }));

export function drawOverview(state, link, chosen, choose) {
  const headlines = inOrder(state);
  drawLink(link);
  drawVerdict(headlines, state, link);
  byId('no-domain').hidden = !state.known || headlines.length > 0;
  // By name, not by urgency: a card that jumps away is hard to hit.
  const cards = [...headlines].sort((a, b) => a.domain.localeCompare(b.domain, 'en', { numeric: true }));
  keep(byId('domains'), cards, {
    key: headline => headline.domain,
    signature: () => '',
    build: headline => card(headline.domain, choose),
  });
  cards.forEach((headline, i) => fill(byId('domains').children[i], headline, state, headline.domain === chosen));
}

function drawLink(link) {
  const node = byId('link');
  node.dataset.state = link.state;
  say(node, LINKS[link.state]);
}

function drawVerdict(headlines, state, link) {
  const [mood, text] = verdict(headlines, state, link);
  const node = byId('verdict');
  if (node.dataset.text === text) return;
  Object.assign(node.dataset, { text, state: mood });
  node.replaceChildren(icon(mood), el('span', { textContent: text }));
}

function verdict(headlines, state, link) {
  if (link.state === 'lost') return ['failed', `The service does not answer${state.known ? `. This is how it was at ${moment(link.at)}` : ''}.`];
  if (!state.known) return ['adapting', 'Reading the log…'];
  if (link.state === 'deaf') return ['failed', 'The service cannot read the log. Look at the broker.'];
  if (headlines.length === 0) return ['quiet', 'Nothing has come yet.'];
  const loud = headlines.filter(headline => !isCalm(headline));
  if (loud.length === 0) return ['quiet', 'All quiet.'];
  const mood = loud[0].state.toLowerCase();
  if (loud.length === 1) return [mood, `${loud[0].domain} ${STATES[loud[0].state].clause}.`];
  const named = loud.slice(0, NAMED).map(headline => `${headline.domain} ${STATES[headline.state].word.toLowerCase()}`);
  const rest = loud.length > NAMED ? ` and ${loud.length - NAMED} more` : '';
  return [mood, `${loud.length} of ${headlines.length} domains are not quiet: ${named.join(', ')}${rest}.`];
}

function card(domain, choose) {
  const part = name => el('span', { className: name });
  const button = el('button', { type: 'button', className: 'card' },
    el('span', { className: 'top' }, el('span', { className: 'name', textContent: domain }), part('version')),
    el('span', { className: 'mood' }, part('sign'), part('word'), part('since')),
    part('detail'),
    el('span', { className: 'meter', 'aria-hidden': 'true' }, part('level'), part('line')),
    el('span', { className: 'foot' }, part('score'), el('span', {}, el('span', { className: 'unseen', textContent: 'newest window ' }), part('heard'))));
  button.addEventListener('click', () => choose(domain));
  return el('li', {}, button);
}

function fill(item, headline, state, chosen) {
  const button = item.firstElementChild;
  const part = name => button.querySelector(`.${name}`);
  const newest = state.windows.get(headline.domain)?.at(-1);
  button.setAttribute('aria-pressed', chosen);
  if (button.dataset.state !== headline.state.toLowerCase()) {
    button.dataset.state = headline.state.toLowerCase();
    part('sign').replaceChildren(icon(button.dataset.state));
  }
  say(part('version'), headline.version ? `v${headline.version}` : 'no model');
  say(part('word'), STATES[headline.state].word);
  say(part('since'), headline.since ? `since ${moment(headline.since)}` : '');
  say(part('detail'), headline.detail);
  part('meter').hidden = !newest;
  if (newest) {
    part('level').style.width = `${100 * Math.min(1, Math.max(0, newest.score / METER))}%`;
    part('level').dataset.over = newest.score > 1;
    say(part('score'), `score ${number(newest.score)}, ${newest.state.toLowerCase()}`);
    say(part('heard'), ago(newest.loggedAt));
  }
}
