// The page with the list of releases, their rollout steps and their provenance.

import { el, reconcile } from './dom.js';
import { FULL_TRAFFIC, count, modelName, moment, trafficPercent } from './format.js';
import { adaptationAddress } from './links.js';
import { pagedList } from './paged-list.js';
import { listFooter } from './list-page.js';
import { checkList } from './checks.js';
import { chip, rollbackText } from './outcome.js';

export function releasesPage({ main, signal, redraw }) {
  const releases = releaseList({ signal, onChange: redraw });
  const timeline = el('ol', { id: 'releases', className: 'timeline' });
  const footer = listFooter(releases, 'No releases yet. Version 1 is trained when source.events holds enough labelled events.');
  main.append(el('h1', { textContent: 'Releases' }),
    el('p', { className: 'intro', textContent: 'Every release, newest first, with its rollout steps.' }),
    el('section', { className: 'panel' }, timeline, footer.node));
  return {
    title: 'Releases',
    draw() {
      drawTimeline(timeline, releases);
      footer.draw();
    },
    onEvent: event => ['model', 'snapshot'].includes(event) && releases.refresh(),
  };
}

/** Each rollout step is an item of the list. */
export const releaseList = ({ signal, onChange, domain }) => pagedList('/api/releases', {
  key: release => `${release.id}.${release.traffic.step}`,
  onChange,
  signal,
  parameters: domain ? { domain } : {},
});

/** Groups the items by release; releases and steps are ordered newest first. */
export function groupByRelease(releases) {
  const groups = new Map();
  for (const step of releases.items()) {
    const group = groups.get(step.id);
    if (group) group.steps.push(step);
    else groups.set(step.id, { release: step, steps: [step] });
  }
  const all = [...groups.values()];
  all.forEach(group => group.steps.sort((a, b) => b.traffic.step - a.traffic.step));
  return all.map(({ steps }) => ({ release: steps[0], steps })).sort((a, b) => Date.parse(b.release.createdAt) - Date.parse(a.release.createdAt));
}

export function drawTimeline(timeline, releases) {
  const all = groupByRelease(releases);
  const newest = new Map();
  all.forEach(({ release }) => newest.set(release.domain, Math.max(release.version, newest.get(release.domain) ?? 0)));
  reconcile(timeline, all, {
    key: ({ release }) => release.id,
    signature: ({ release, steps }) => `${steps.length} ${release.traffic.step} ${newest.get(release.domain) === release.version} ${release.rollback?.at}`,
    build: group => releaseItem(group, newest.get(group.release.domain) === group.release.version),
  });
}

function releaseItem({ release, steps }, isNewest) {
  const title = el('h2', {}, modelName(release.domain, release.version));
  if (release.rollback) title.append(chip('rejected', 'Rolled back'));
  if (isNewest) title.append(el('span', { className: 'tag', textContent: 'newest' }));
  return el('li', { 'data-newest': isNewest },
    title,
    el('p', { className: 'when' }, el('time', { dateTime: release.createdAt, textContent: moment(release.createdAt) }), ` · ${parentText(release)}`),
    ...(release.rollback ? [el('p', { className: 'reason', textContent: rollbackText(release.rollback) })] : []),
    ...(release.origin.adaptationId ? [el('p', {}, el('a', { href: adaptationAddress(release.origin.adaptationId), textContent: 'Adaptation' }))] : []),
    ...(steps.length > 1 || release.traffic.trafficShare < FULL_TRAFFIC ? [el('ol', { className: 'steps', 'aria-label': 'Steps of the rollout, newest first' }, ...steps.map(stepItem))] : []),
    ...(release.origin.checks.length ? [checkList(release.origin.checks)] : []),
    trainingData(release));
}

function parentText(release) {
  if (release.origin.rollbackTo > 0) return `rolls back to v${release.origin.rollbackTo}: ${release.traffic.reason}`;
  if (release.origin.parentVersion === 0) return 'trained on the source only';
  return `trained from ${modelName(release.origin.parentVersion === 1 ? '*' : release.domain, release.origin.parentVersion)}`;
}

function stepItem({ loggedAt, traffic }) {
  const { paused, reason } = traffic;
  const status = `scores ${trafficPercent(traffic)} of the events${paused ? ', paused' : ''}`;
  return el('li', { className: 'reason' }, el('time', { dateTime: loggedAt, textContent: moment(loggedAt) }), ` ${reason ? `${status}: ${reason}` : status}`);
}

function trainingData(release) {
  const events = release.provenance.trainingData.reduce((sum, range) => sum + range.events, 0);
  return el('details', {},
    el('summary', { textContent: `Trained on ${count(events)} events in ${count(release.training.steps)} steps` }),
    provenance(release));
}

export function provenance(release) {
  return el('dl', {},
    ...entry('Seed', String(release.training.seed)),
    ...entry('Recipe', release.provenance.recipe || '–'),
    ...entry('Built with', [release.provenance.codeVersion, release.provenance.engine, release.provenance.hardware].filter(Boolean).join(', ') || '–'),
    ...entry('Classes', release.model.labels.join(', ')),
    ...entry('Data', el('ul', {}, ...release.provenance.trainingData.map(dataItem))),
    ...entry('Artifacts', el('ul', {}, ...release.model.artifacts.map(artifactItem))));
}

export const entry = (term, content) => [el('dt', { textContent: term }), el('dd', {}, content)];

const dataItem = ({ range: { topic, partition, from, to }, events }) =>
  el('li', { textContent: `${topic}-${partition} [${from}, ${to}), ${count(events)} used` });

const artifactItem = ({ kind, sha256, size }) => el('li', {},
  el('a', { href: `/artifacts/${sha256}`, textContent: sha256.slice(0, 12) }),
  ` ${kind.toLowerCase()}, ${count(size)} bytes`);
