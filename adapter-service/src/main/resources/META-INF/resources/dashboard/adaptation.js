// One adaptation: its trigger, its training curves, the gate checks and the outcome.

import { get } from './api.js';
import { el, panel, reconcile, setText } from './dom.js';
import { count, durationInSeconds, modelName, moment, number, percent } from './format.js';
import { domainAddress } from './links.js';
import { CONSUMER_TITLES, consumerList, consumerRows, latestByConsumer } from './consumers.js';
import { LineChart } from './line-chart.js';
import { distributions } from './distributions.js';
import { EmbeddingMap } from './embedding-map.js';
import { listFooter, table } from './list-page.js';
import { entry, provenance, releaseList } from './releases.js';
import { featureShifts, statisticText } from './feature-shifts.js';
import { outcomeChip, rollbackText } from './outcome.js';
import { promiseParts } from './promise.js';
import { checkList } from './checks.js';

export function adaptationPage({ main, signal, redraw }, id) {
  const path = `/api/adaptations/${encodeURIComponent(id)}`;
  const title = el('h1', { textContent: 'Adaptation' });
  const message = el('p', { className: 'intro', role: 'status', textContent: 'Loading the adaptation…' });
  const body = el('div', {});
  main.append(title, message, body);
  let panels = [];

  get(path, { signal }).then(
    record => {
      title.replaceChildren(el('span', { textContent: `Adaptation of ${record.domain}` }), outcomeChip(record));
      setText(message, record.rollback ? rollbackText(record.rollback) : record.reason || `v${record.version} was trained from ${modelName(record.parent.domain, record.parent.version)}.`);
      panels = fill(body, record, path, { signal, redraw });
      redraw();
    },
    e => signal.aborted || setText(message, `Adaptation unavailable: ${e.message}`),
  );
  return { title: 'Adaptation', draw: () => panels.forEach(shown => shown.draw()) };
}

function fill(body, record, path, { signal, redraw }) {
  const releases = releaseList({ signal, onChange: redraw, domain: record.domain });
  const consumers = consumerList({ signal, onChange: redraw, domain: record.domain });
  const panels = [triggerPanel(record, signal), curvesPanel(path, signal, redraw), gatePanel(record), featuresPanel(path, signal, redraw),
    embeddingPanel(path, signal, redraw), releasePanel(record, releases), consumerPanel(record, consumers, releases)];
  body.append(...panels.map(({ node }) => node));
  return panels;
}

const noop = () => {};

function triggerPanel(record, signal) {
  const alert = el('dd', { textContent: record.alertId });
  get(`/api/alerts/${encodeURIComponent(record.alertId)}`, { signal }).then(
    raised => alert.replaceChildren(`raised ${moment(raised.loggedAt)}, score ${number(raised.statistic.score)} over ${count(raised.window.count)} events, ${statisticText(raised)}`,
      el('p', {}, ...promiseParts(raised.statistic.calibration)), featureShifts(raised)),
    noop,
  );
  const facts = el('dl', {},
    ...entry('Domain', el('a', { href: domainAddress(record.domain), textContent: record.domain })),
    el('dt', { textContent: 'Alert' }), alert,
    ...entry('Started', `${moment(record.timing.startedAt)}, took ${durationInSeconds(record.timing.startedAt, record.timing.finishedAt)}, ${number(record.timing.cpuMillis / 1000)} s CPU`),
    ...entry('Rows', `${count(record.input.sourceRows)} labelled source rows, ${count(record.input.targetRows)} unlabelled target rows`),
    ...entry('Steps', `${count(record.training.steps)}, seed ${record.training.seed}`),
    ...entry('Offsets', el('ul', {}, ...record.input.offsets.map(range => el('li', { textContent: `${range.topic}-${range.partition} [${range.from}, ${range.to})` })))));
  return { node: panel('Trigger', facts), draw: noop };
}

function curvesPanel(path, signal, redraw) {
  const content = el('div', {});
  const message = el('p', { className: 'reason', role: 'status', textContent: 'Loading the training curves…' });
  const node = panel('Alpha and losses', message, content);
  let charts = [];
  signal.addEventListener('abort', () => charts.forEach(chart => chart.close()));
  get(`${path}/curves`, { signal }).then(
    curves => {
      setText(message, 'Alpha is the weight of the domain-adversarial loss. Each candidate is trained separately.');
      charts = curves.flatMap((curve, i) => candidateCurves(content, curve, i === 0));
      redraw();
    },
    e => signal.aborted || setText(message, e.message),
  );
  return { node, draw: () => charts.forEach(chart => chart.draw()) };
}

/** One chart for the losses. Adversarial recipes have two more, for alpha and for the accuracy of the domain head, as the scales differ. */
function candidateCurves(parent, { recipe, steps, alpha, losses, domainAccuracy }, open) {
  const adversarial = [['alpha', { alpha }], ['domain head', { 'domain accuracy': domainAccuracy.map(share => (share < 0 ? null : share)) }]];
  const charts = [['losses', losses], ...(losses.domain ? adversarial : [])].map(([name, series]) => {
    const chart = el('div', { className: 'chart small', role: 'img', 'aria-label': `${recipe}, ${name}: ${summaryOf(series)}` });
    return { chart, curve: new LineChart(chart, steps, series) };
  });
  parent.append(el('details', { open }, el('summary', { textContent: `${recipe}, ${count(steps.at(-1))} steps` }), ...charts.map(({ chart }) => chart)));
  return charts.map(({ curve }) => curve);
}

const summaryOf = series => Object.entries(series)
  .map(([name, values]) => `${name} from ${number(values[0] ?? 'no value')} to ${number(values.at(-1) ?? 'no value')}`).join(', ');

function gatePanel(record) {
  const { candidates, servingAccuracyEstimate, candidateAccuracyEstimate, labelRequests } = record.evaluation;
  const estimates = [['serving model', servingAccuracyEstimate], ['candidate', candidateAccuracyEstimate]]
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name} ${percent(value)}`);
  const node = panel('Gate checks',
    ...(record.checks.length ? [checkList(record.checks)] : [el('p', { className: 'empty', textContent: 'No candidate reached the gate.' })]),
    ...(estimates.length ? [el('p', { className: 'reason', textContent: `Estimated accuracy on the window, without labels: ${estimates.join(', ')}` })] : []),
    ...(candidates.length ? [el('h3', { textContent: `${count(candidates.length)} candidates` }), ...candidates.map(candidateDetails)] : []),
    ...(labelRequests.length ? [el('details', {}, el('summary', { textContent: `${count(labelRequests.length)} label requests` }),
      el('ul', {}, ...labelRequests.map(({ eventId, servingLabel, candidateLabel }) => el('li', { textContent: `${eventId}: ${servingLabel} (serving) or ${candidateLabel} (candidate)` }))))] : []));
  return { node, draw: noop };
}

function candidateDetails({ recipe, accepted, accuracyEstimate, gateResults, advisoryChecks }) {
  const estimate = accuracyEstimate === null || accuracyEstimate === undefined ? '' : `, estimated accuracy ${percent(accuracyEstimate)}`;
  return el('details', {}, el('summary', { textContent: `${recipe}: ${accepted ? 'accepted' : 'rejected'}${estimate}` }),
    ...gateResults.flatMap(({ gate, checks }) => [el('h4', { textContent: gate }), checkList(checks)]),
    ...(advisoryChecks.length ? [el('h4', { textContent: 'advisory checks' }), checkList(advisoryChecks)] : []));
}

function featuresPanel(path, signal, redraw) {
  const content = el('div', { className: 'distributions' });
  const message = el('p', { className: 'reason', role: 'status', textContent: 'Loading the feature distributions…' });
  const node = panel('Shifted features, reference and window', message, content);
  let charts = [];
  signal.addEventListener('abort', () => charts.forEach(chart => chart.close()));
  get(`${path}/features`, { signal }).then(
    shifted => {
      setText(message, shifted.features.length
        ? `In order of decreasing contribution; ${count(shifted.referenceRows)} reference events and ${count(shifted.windowRows)} window events.`
        : 'The alert names no feature.');
      charts = distributions(content, shifted);
      redraw();
    },
    e => signal.aborted || setText(message, e.message),
  );
  return { node, draw: () => charts.forEach(chart => chart.draw()) };
}

function embeddingPanel(path, signal, redraw) {
  const content = el('div', { className: 'maps' });
  const message = el('p', { className: 'reason', role: 'status', textContent: 'Loading the embedding map…' });
  const node = panel('Embedding map', message,
    el('ul', { className: 'legend', 'aria-label': 'Legend' },
      el('li', {}, el('span', { className: 'swatch source' }), 'source'), el('li', {}, el('span', { className: 'swatch target' }), 'target')), content);
  let maps = [];
  signal.addEventListener('abort', () => maps.forEach(map => map.close()));
  get(`${path}/embedding-map`, { signal, onPending: () => setText(message, 'Computing the embedding map, which takes some seconds…') }).then(
    loaded => {
      setText(message, `t-SNE of the embeddings; only neighbourhoods are meaningful.${loaded.releaseMap ? '' : ` ${loaded.releaseMapAbsentReason}`}`);
      maps = [['Parent', loaded.parentMap], ['Release', loaded.releaseMap]].filter(([, map]) => map).map(([name, map]) => new EmbeddingMap(content, name, map, loaded));
      redraw();
    },
    e => signal.aborted || setText(message, e.message),
  );
  return { node, draw: () => maps.forEach(map => map.draw()) };
}

function releasePanel(record, releases) {
  const content = el('div', {});
  const node = panel('Outcome', content);
  let shown = '';
  return {
    node,
    draw() {
      const release = releases.items().find(({ origin }) => origin.adaptationId === record.id);
      node.hidden = record.outcome !== 'RELEASED';
      if (!release || shown === release.id) return;
      shown = release.id;
      content.replaceChildren(
        el('p', { textContent: `${modelName(release.domain, release.version)} was released ${moment(release.createdAt)}.` }),
        provenance(release),
        el('h3', { textContent: 'Reproduce' }),
        el('pre', { className: 'command', tabIndex: 0 }, el('code', { textContent: replayCommand(release) })));
    },
  };
}

/** The other options have defaults or are read from the release. */
const replayCommand = release =>
  `java -jar src/cli/target/realign.jar replay --adapter=${location.origin} --trusted-keys=keys/trusted-keys.pem '${release.domain}@${release.version}'`;

function consumerPanel(record, consumers, releases) {
  const rows = table('consumers', 'Consumers of this version', CONSUMER_TITLES);
  const footer = listFooter(consumers, 'No consumer has reported this version.');
  const node = panel('Rollout', rows, footer.node);
  return {
    node,
    draw() {
      node.hidden = record.outcome !== 'RELEASED';
      const statuses = latestByConsumer({ items: () => consumers.items().filter(status => status.version === record.version) });
      rows.hidden = statuses.length === 0;
      reconcile(rows.tBodies[0], statuses, consumerRows(rows, releases.items));
      footer.draw();
    },
  };
}
