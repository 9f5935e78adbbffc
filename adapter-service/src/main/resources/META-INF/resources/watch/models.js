// Which models there were, and what each was made of.

import { byId, el, keep } from './dom.js';
import { count, modelName, moment } from './format.js';
import { newestFirst, liveRelease } from './store.js';
import { votes } from './votes.js';

export function drawModels(state) {
  const releases = newestFirst(state.models)
    .map(release => ({ release, live: liveRelease(state, release.domain) === release }));
  byId('no-model').hidden = !state.known || releases.length > 0;
  keep(byId('models'), releases, {
    key: ({ release }) => release.id,
    signature: ({ release, live }) => `${release.loggedAt} ${live}`,
    build: ({ release, live }) => item(release, live),
  });
}

function item(release, live) {
  const title = el('h3', {}, modelName(release.domain, release.version));
  if (live) title.append(el('span', { className: 'tag', textContent: 'newest' }));
  return el('li', { 'data-live': live },
    title,
    el('p', { className: 'when' }, el('time', { dateTime: release.createdAt, textContent: moment(release.createdAt) }),
      ` · ${parent(release)}`),
    ...(release.exposure.share < 1000 ? [step(release.exposure)] : []),
    ...(release.votes.length ? [votes(release.votes)] : []),
    origin(release));
}

function parent(release) {
  if (release.rollbackTo > 0) return `brings v${release.rollbackTo} back: ${release.exposure.reason}`;
  if (release.parentVersion === 0) return 'trained on the source alone';
  return `continues ${modelName(release.parentVersion === 1 ? '*' : release.domain, release.parentVersion)}`;
}

function step({ share, paused, reason }) {
  const standing = `scores ${share / 10} % of the events${paused ? ', paused' : ''}`;
  return el('p', { className: 'reason', textContent: reason ? `${standing}: ${reason}` : standing });
}

function origin(release) {
  const events = release.data.reduce((sum, part) => sum + part.events, 0);
  return el('details', {},
    el('summary', { textContent: `Made of ${count(events)} events in ${count(release.steps)} steps` }),
    el('dl', {},
      ...entry('Seed', String(release.seed)),
      ...entry('Classes', release.labels.join(', ')),
      ...entry('Data', el('ul', {}, ...release.data.map(data))),
      ...entry('Artifacts', el('ul', {}, ...release.artifacts.map(artifact)))));
}

const entry = (term, content) => [el('dt', { textContent: term }), el('dd', {}, content)];

const data = ({ range, events }) =>
  el('li', { textContent: `${range.topic}-${range.partition} [${range.from}, ${range.to}), ${count(events)} used` });

const artifact = ({ kind, sha256, size }) => el('li', {},
  el('a', { href: `/artifacts/${sha256}`, textContent: sha256.slice(0, 12) }),
  ` ${kind.toLowerCase()}, ${count(size)} bytes`);
