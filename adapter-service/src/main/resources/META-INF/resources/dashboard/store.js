// The state of the page: the summary of every domain, updated by events.

/** Maximum number of scores per domain, as in the snapshot. */
const MAX_SCORES = 48;

export function emptyState() {
  return { loaded: false, domains: new Map(), changed: new Set() };
}

/** Applies an event and adds the names of the changed domains to `changed`. A snapshot replaces the state. */
export function apply(state, event, data) {
  if (event === 'snapshot') replace(state, data);
  else if (event === 'domain') updateStatus(state, data);
  else if (event === 'window') addWindow(state, data);
}

function replace(state, snapshot) {
  state.loaded = true;
  state.domains = new Map(snapshot.domains.map(summary => [summary.domain, summary]));
  state.domains.forEach((_, name) => state.changed.add(name));
}

function updateStatus(state, data) {
  const summary = state.domains.get(data.domain) ?? { scores: [], newestWindow: null };
  state.domains.set(data.domain, { ...summary, ...data });
  state.changed.add(data.domain);
}

function addWindow(state, window) {
  const summary = state.domains.get(window.domain) ?? { domain: window.domain, state: 'QUIET', detail: '', version: 0, scores: [] };
  const scores = [...summary.scores, window.score].slice(-MAX_SCORES);
  state.domains.set(window.domain, { ...summary, scores, newestWindow: window });
  state.changed.add(window.domain);
}
