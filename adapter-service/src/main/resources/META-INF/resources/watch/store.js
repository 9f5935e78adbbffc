// What the page knows of every domain: the server's overview, kept up to date by its events.

/** Scores of a domain that the overview draws; the server sends as many. */
const SCORES = 48;

export function emptyState() {
  return { known: false, domains: new Map(), changed: new Set() };
}

/** Takes one event in; a snapshot replaces everything before it. Names of domains that differ from before are in `changed`. */
export function apply(state, room, data) {
  if (room === 'snapshot') replace(state, data);
  else if (room === 'domain') headline(state, data);
  else if (room === 'window') addWindow(state, data);
}

function replace(state, snapshot) {
  state.known = true;
  state.domains = new Map(snapshot.domains.map(card => [card.domain, card]));
  state.domains.forEach((_, name) => state.changed.add(name));
}

function headline(state, data) {
  const card = state.domains.get(data.domain) ?? { scores: [], newest: null };
  state.domains.set(data.domain, { ...card, ...data });
  state.changed.add(data.domain);
}

function addWindow(state, window) {
  const card = state.domains.get(window.domain) ?? { domain: window.domain, state: 'QUIET', detail: '', version: 0, scores: [] };
  const scores = [...card.scores, window.score].slice(-SCORES);
  state.domains.set(window.domain, { ...card, scores, newest: window });
  state.changed.add(window.domain);
}
