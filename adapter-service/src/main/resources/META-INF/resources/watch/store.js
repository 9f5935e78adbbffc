// What the page knows: the server's view, kept up to date by its events.

const WINDOWS = 240;
const RECORDS = 500;

const keys = {
  alert: ['alerts', alert => alert.id],
  adaptation: ['adaptations', adaptation => adaptation.id],
  model: ['models', release => release.id],
  rollout: ['rollouts', status => `${status.consumer}/${status.domain}`],
  deadletter: ['deadLetters', letters => `${letters.topic}/${letters.reason}`],
};

export function emptyState() {
  return {
    known: false,
    domains: new Map(),
    windows: new Map(),
    alerts: new Map(),
    adaptations: new Map(),
    models: new Map(),
    rollouts: new Map(),
    deadLetters: new Map(),
  };
}

/** Takes one event in; a snapshot replaces everything before it. */
export function apply(state, room, data) {
  if (room === 'snapshot') replace(state, data);
  else if (room === 'domain') state.domains.set(data.domain, data);
  else if (room === 'window') addWindow(state, flat(data));
  else add(state, room, flat(data));
}

function replace(state, snapshot) {
  Object.assign(state, emptyState(), { known: true });
  snapshot.domains.forEach(headline => state.domains.set(headline.domain, headline));
  snapshot.windows.forEach(seen => addWindow(state, flat(seen)));
  for (const [room, [collection]] of Object.entries(keys)) {
    snapshot[collection].forEach(seen => add(state, room, flat(seen)));
  }
}

const flat = ({ message, loggedAt }) => ({ ...message, loggedAt });

function add(state, room, message) {
  const [collection, key] = keys[room];
  const messages = state[collection];
  messages.set(key(message), message);
  if (messages.size > RECORDS) messages.delete(messages.keys().next().value);
}

function addWindow(state, window) {
  const windows = state.windows.get(window.domain) ?? [];
  const place = windows.findIndex(known => known.id === window.id);
  if (place >= 0) windows[place] = window;
  else windows.push(window);
  // Event times within a domain may go back a little, a chart's may not.
  windows.sort((a, b) => Date.parse(a.end) - Date.parse(b.end));
  state.windows.set(window.domain, windows.slice(-WINDOWS));
}

export const newestFirst = messages =>
  [...messages.values()].sort((a, b) => Date.parse(b.loggedAt) - Date.parse(a.loggedAt));

/** What was done about an alert, if anything yet. */
export const adaptationOf = (state, alert) =>
  [...state.adaptations.values()].find(adaptation => adaptation.alertId === alert.id);

/** The release that serves a domain: the newest of its own lineage, or the shared one. */
export function liveRelease(state, domain) {
  const newest = lineage => [...state.models.values()]
    .filter(release => release.domain === lineage)
    .reduce((best, release) => (!best || release.version > best.version ? release : best), null);
  return newest(domain) ?? newest('*');
}
