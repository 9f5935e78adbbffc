// Which models there were, and what each was made of.

import { el, keep } from './dom.js';
import { count, modelName, moment } from './format.js';
import { adaptationAddress } from './address.js';
import { feed } from './feed.js';
import { foot } from './listing.js';
import { votes } from './votes.js';

export function modelsPage({ main, signal, redraw }) {
  const releases = releaseFeed({ signal, changed: redraw });
  const line = el('ol', { id: 'models', className: 'timeline' });
  const end = foot(releases, 'No model yet. Version 1 is trained as soon as enough labelled events are on source.events.');
  main.append(el('h1', { textContent: 'Models' }),
    el('p', { className: 'intro', textContent: 'Every release, newest first, with the steps by which it took over.' }),
    el('section', { className: 'panel' }, line, end.node));
  return {
    title: 'Models',
    draw() {
      drawTimeline(line, releases);
      end.draw();
    },
    told: room => ['model', 'snapshot'].includes(room) && releases.refresh(),
  };
}

/** Each step of a rollout is an item of its own. */
export const releaseFeed = ({ signal, changed, domain }) => feed('/api/releases', {
  key: release => `${release.id}.${release.exposure.step}`,
  changed,
  signal,
  parameters: domain ? { domain } : {},
});

/** The releases with their steps, each newest first. */
export function bySteps(releases) {
  const groups = new Map();
  for (const step of releases.all()) {
    const group = groups.get(step.id);
    if (group) group.steps.push(step);
    else groups.set(step.id, { release: step, steps: [step] });
  }
  const all = [...groups.values()];
  all.forEach(group => group.steps.sort((a, b) => b.exposure.step - a.exposure.step));
  return all.map(({ steps }) => ({ release: steps[0], steps })).sort((a, b) => Date.parse(b.release.createdAt) - Date.parse(a.release.createdAt));
}

export function drawTimeline(line, releases) {
  const all = bySteps(releases);
  const newest = new Map();
  all.forEach(({ release }) => newest.set(release.domain, Math.max(release.version, newest.get(release.domain) ?? 0)));
  keep(line, all, {
    key: ({ release }) => release.id,
    signature: ({ release, steps }) => `${steps.length} ${release.exposure.step} ${newest.get(release.domain) === release.version}`,
    build: group => item(group, newest.get(group.release.domain) === group.release.version),
  });
}

function item({ release, steps }, live) {
  const title = el('h2', {}, modelName(release.domain, release.version));
  if (live) title.append(el('span', { className: 'tag', textContent: 'newest' }));
  return el('li', { 'data-live': live },
    title,
    el('p', { className: 'when' }, el('time', { dateTime: release.createdAt, textContent: moment(release.createdAt) }), ` · ${parent(release)}`),
    ...(release.adaptationId ? [el('p', {}, el('a', { href: adaptationAddress(release.adaptationId), textContent: 'How it was made' }))] : []),
    ...(steps.length > 1 || release.exposure.share < 1000 ? [el('ol', { className: 'steps', 'aria-label': 'Steps of the rollout, newest first' }, ...steps.map(step))] : []),
    ...(release.votes.length ? [votes(release.votes)] : []),
    origin(release));
}

export function parent(release) {
  if (release.rollbackTo > 0) return `brings v${release.rollbackTo} back: ${release.exposure.reason}`;
  if (release.parentVersion === 0) return 'trained on the source alone';
  return `continues ${modelName(release.parentVersion === 1 ? '*' : release.domain, release.parentVersion)}`;
}

function step({ loggedAt, exposure: { share, paused, reason } }) {
  const standing = `scores ${share / 10} % of the events${paused ? ', paused' : ''}`;
  return el('li', { className: 'reason' }, el('time', { dateTime: loggedAt, textContent: moment(loggedAt) }), ` ${reason ? `${standing}: ${reason}` : standing}`);
}

function origin(release) {
  const events = release.data.reduce((sum, part) => sum + part.events, 0);
  return el('details', {},
    el('summary', { textContent: `Made of ${count(events)} events in ${count(release.steps)} steps` }),
    provenance(release));
}

/** What it takes to make a release again. */
export function provenance(release) {
  return el('dl', {},
    ...entry('Seed', String(release.seed)),
    ...entry('Recipe', release.provenance.recipe || '–'),
    ...entry('Made by', [release.provenance.codeVersion, release.provenance.engine, release.provenance.hardware].filter(Boolean).join(', ') || '–'),
    ...entry('Classes', release.labels.join(', ')),
    ...entry('Data', el('ul', {}, ...release.data.map(data))),
    ...entry('Artifacts', el('ul', {}, ...release.artifacts.map(artifact))));
}

export const entry = (term, content) => [el('dt', { textContent: term }), el('dd', {}, content)];

const data = ({ range: { topic, partition, from, to }, events }) =>
  el('li', { textContent: `${topic}-${partition} [${from}, ${to}), ${count(events)} used` });

const artifact = ({ kind, sha256, size }) => el('li', {},
  el('a', { href: `/artifacts/${sha256}`, textContent: sha256.slice(0, 12) }),
  ` ${kind.toLowerCase()}, ${count(size)} bytes`);
