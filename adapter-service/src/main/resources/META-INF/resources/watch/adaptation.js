// One adaptation: what it was about, what was tried, what the gate said, and what came of it.

import { read } from './api.js';
import { el, keep, say } from './dom.js';
import { count, modelName, moment, number, percent, seconds } from './format.js';
import { domainAddress } from './address.js';
import { CONSUMER_TITLES, consumerFeed, consumerRows, newestOfEach } from './consumers.js';
import { Curve } from './curve.js';
import { distributions } from './distributions.js';
import { EmbeddingMap } from './map.js';
import { foot, table } from './listing.js';
import { entry, provenance, releaseFeed } from './models.js';
import { moved } from './moved.js';
import { outcomeChip } from './outcome.js';
import { votes } from './votes.js';

export function adaptationPage({ main, signal, redraw }, id) {
  const path = `/api/adaptations/${encodeURIComponent(id)}`;
  const title = el('h1', { textContent: 'Adaptation' });
  const said = el('p', { className: 'intro', role: 'status', textContent: 'Reading the adaptation…' });
  const body = el('div', {});
  main.append(title, said, body);
  let parts = [];

  read(path, { signal }).then(
    record => {
      title.replaceChildren(el('span', { textContent: `Adaptation of ${record.domain}` }), outcomeChip(record));
      say(said, record.reason || `v${record.version} continues ${modelName(record.parentDomain, record.parentVersion)}.`);
      parts = fill(body, record, path, { signal, redraw });
      redraw();
    },
    e => signal.aborted || say(said, `This adaptation cannot be shown: ${e.message}`),
  );
  return { title: 'Adaptation', draw: () => parts.forEach(part => part.draw()) };
}

function fill(body, record, path, { signal, redraw }) {
  const releases = releaseFeed({ signal, changed: redraw, domain: record.domain });
  const consumers = consumerFeed({ signal, changed: redraw, domain: record.domain });
  const parts = [summaryPart(record, signal), curvesPart(path, signal, redraw), gatePart(record), featuresPart(path, signal, redraw),
    mapPart(path, signal, redraw), releasePart(record, releases), consumerPart(record, consumers, releases)];
  body.append(...parts.map(part => part.node));
  return parts;
}

const panel = (title, ...content) => el('section', { className: 'panel' }, el('h2', { textContent: title }), ...content);
const still = () => {};

function summaryPart(record, signal) {
  const alert = el('dd', { textContent: record.alertId });
  read(`/api/alerts/${encodeURIComponent(record.alertId)}`, { signal }).then(
    raised => alert.replaceChildren(`raised ${moment(raised.loggedAt)}, score ${number(raised.score)} over ${count(raised.count)} events`, moved(raised)),
    still,
  );
  const facts = el('dl', {},
    ...entry('Domain', el('a', { href: domainAddress(record.domain), textContent: record.domain })),
    el('dt', { textContent: 'Alert' }), alert,
    ...entry('Began', `${moment(record.startedAt)}, took ${seconds(record.startedAt, record.finishedAt)}, ${number(record.cpuMillis / 1000)} s of a processor`),
    ...entry('Rows', `${count(record.sourceRows)} labelled of the source, ${count(record.targetRows)} unlabelled of the target`),
    ...entry('Steps', `${count(record.steps)}, seed ${record.seed}`),
    ...entry('Offsets', el('ul', {}, ...record.data.map(range => el('li', { textContent: `${range.topic}-${range.partition} [${range.from}, ${range.to})` })))));
  return { node: panel('What it was about', facts), draw: still };
}

function curvesPart(path, signal, redraw) {
  const content = el('div', {});
  const said = el('p', { className: 'reason', role: 'status', textContent: 'Reading how the candidates were trained…' });
  const node = panel('Alpha and losses', said, content);
  let shown = [];
  signal.addEventListener('abort', () => shown.forEach(curve => curve.close()));
  read(`${path}/curves`, { signal }).then(
    curves => {
      say(said, 'Alpha is how strongly the features are kept from telling source from target. Each candidate was trained on its own.');
      shown = curves.flatMap((curve, i) => candidateCurves(content, curve, i === 0));
      redraw();
    },
    e => signal.aborted || say(said, e.message),
  );
  return { node, draw: () => shown.forEach(curve => curve.draw()) };
}

/** Losses, and where a domain head was there, alpha and how often that head was right: they have no common scale. */
function candidateCurves(parent, { recipe, steps, alpha, losses, domainAccuracy }, open) {
  const adversarial = [['alpha', { alpha }], ['domain head', { 'right about the side': domainAccuracy.map(share => (share < 0 ? null : share)) }]];
  const charts = [['losses', losses], ...(losses.domain ? adversarial : [])].map(([name, series]) => {
    const chart = el('div', { className: 'chart small', role: 'img', 'aria-label': `${recipe}, ${name}: ${summaryOf(series)}` });
    return { chart, curve: new Curve(chart, steps, series) };
  });
  parent.append(el('details', { open }, el('summary', { textContent: `${recipe}, ${count(steps.at(-1))} steps` }), ...charts.map(({ chart }) => chart)));
  return charts.map(({ curve }) => curve);
}

const summaryOf = series => Object.entries(series)
  .map(([name, values]) => `${name} from ${number(values[0] ?? 'nothing')} to ${number(values.at(-1) ?? 'nothing')}`).join(', ');

function gatePart(record) {
  const { candidates, incumbentAccuracyEstimate, candidateAccuracyEstimate, labelsWanted } = record.evaluation;
  const estimates = [['live model', incumbentAccuracyEstimate], ['candidate', candidateAccuracyEstimate]]
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name} ${percent(value)}`);
  const node = panel('What the gate said',
    ...(record.votes.length ? [votes(record.votes)] : [el('p', { className: 'empty', textContent: 'It did not come to a verdict.' })]),
    ...(estimates.length ? [el('p', { className: 'reason', textContent: `Estimated accuracy on the window, without labels: ${estimates.join(', ')}` })] : []),
    ...(candidates.length ? [el('h3', { textContent: `${count(candidates.length)} candidates` }), ...candidates.map(candidate)] : []),
    ...(labelsWanted.length ? [el('details', {}, el('summary', { textContent: `${count(labelsWanted.length)} events whose labels would tell most` }),
      el('ul', {}, ...labelsWanted.map(({ eventId, incumbentLabel, candidateLabel }) => el('li', { textContent: `${eventId}: ${incumbentLabel} or ${candidateLabel}` }))))] : []));
  return { node, draw: still };
}

function candidate({ recipe, accepted, accuracyEstimate, verdicts, advice }) {
  const estimate = accuracyEstimate === null || accuracyEstimate === undefined ? '' : `, estimated ${percent(accuracyEstimate)}`;
  return el('details', {}, el('summary', { textContent: `${recipe}: ${accepted ? 'could be released' : 'refused'}${estimate}` }),
    ...verdicts.flatMap(verdict => [el('h4', { textContent: verdict.gate }), votes(verdict.votes)]),
    ...(advice.length ? [el('h4', { textContent: 'recorded, refuses nothing' }), votes(advice)] : []));
}

function featuresPart(path, signal, redraw) {
  const content = el('div', { className: 'distributions' });
  const said = el('p', { className: 'reason', role: 'status', textContent: 'Reading the events that moved…' });
  const node = panel('Features that moved, before and now', said, content);
  let charts = [];
  signal.addEventListener('abort', () => charts.forEach(chart => chart.close()));
  read(`${path}/features`, { signal }).then(
    answer => {
      say(said, answer.features.length
        ? `The one that contributes most first; ${count(answer.rowsBefore)} events of the reference against ${count(answer.rowsNow)} of the window.`
        : 'The alert names no feature.');
      charts = distributions(content, answer);
      redraw();
    },
    e => signal.aborted || say(said, e.message),
  );
  return { node, draw: () => charts.forEach(chart => chart.draw()) };
}

function mapPart(path, signal, redraw) {
  const content = el('div', { className: 'maps' });
  const said = el('p', { className: 'reason', role: 'status', textContent: 'The map is being drawn…' });
  const node = panel('Source and target in the eyes of the model', said,
    el('ul', { className: 'key', 'aria-label': 'Signs in the map' },
      el('li', {}, el('span', { className: 'sign source' }), 'source'), el('li', {}, el('span', { className: 'sign target' }), 'target')), content);
  let maps = [];
  signal.addEventListener('abort', () => maps.forEach(map => map.close()));
  read(`${path}/map`, { signal, waiting: () => say(said, 'The map is being worked out, which takes some seconds…') }).then(
    answer => {
      say(said, `t-SNE of the model's features; only who is near whom means something.${answer.after ? '' : ` ${answer.withoutAfter}`}`);
      maps = [['Before', answer.before], ['After', answer.after]].filter(([, map]) => map).map(([name, map]) => new EmbeddingMap(content, name, map, answer));
      redraw();
    },
    e => signal.aborted || say(said, e.message),
  );
  return { node, draw: () => maps.forEach(map => map.draw()) };
}

function releasePart(record, releases) {
  const content = el('div', {});
  const node = panel('What came of it', content);
  let shown = '';
  return {
    node,
    draw() {
      const release = releases.all().find(one => one.adaptationId === record.id);
      node.hidden = record.outcome !== 'RELEASED';
      if (!release || shown === release.id) return;
      shown = release.id;
      content.replaceChildren(
        el('p', { textContent: `${modelName(release.domain, release.version)} was released ${moment(release.createdAt)}.` }),
        provenance(release),
        el('h3', { textContent: 'Make it again' }),
        el('pre', { className: 'command', tabIndex: 0 }, el('code', { textContent: replay(release) })));
    },
  };
}

/** Everything else has a default, or comes from the release. */
const replay = release =>
  `java -jar src/cli/target/realign.jar replay --adapter=${location.origin} --trusted-keys=keys/trusted-keys.pem '${release.domain}@${release.version}'`;

function consumerPart(record, consumers, releases) {
  const rows = table('consumers', 'Consumers that know this version', CONSUMER_TITLES);
  const end = foot(consumers, 'No consumer has reported it.');
  const node = panel('Rollout', rows, end.node);
  return {
    node,
    draw() {
      node.hidden = record.outcome !== 'RELEASED';
      const statuses = newestOfEach({ all: () => consumers.all().filter(status => status.version === record.version) });
      rows.hidden = statuses.length === 0;
      keep(rows.tBodies[0], statuses, consumerRows(rows, releases.all));
      end.draw();
    },
  };
}
