// How each feature that moved was distributed before, and is now.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { el } from './dom.js';
import { number, percent } from './format.js';
import { direction } from './moved.js';
import { axis, tones } from './tones.js';

const HEIGHT = 150;

/** One small chart for each feature; returns them. */
export function distributions(parent, { features, rowsBefore, rowsNow }) {
  return features.map(feature => {
    const chart = el('div', { className: 'chart small', role: 'img', 'aria-label': summary(feature) });
    parent.append(el('figure', {},
      el('figcaption', {}, el('strong', { textContent: `x${feature.feature}` }), ` ${direction(feature)}, ${percent(feature.share)} of the move; ${spread('before', feature.before)}, ${spread('now', feature.now)}`),
      chart));
    return new Histograms(chart, feature, rowsBefore, rowsNow);
  });
}

const spread = (name, { mean, deviation }) => `${name} ${number(mean)} ± ${number(deviation)}`;

const summary = feature => `Feature x${feature.feature}: ${spread('before', feature.before)}, ${spread('now', feature.now)}`;

/** Two histograms over the same bins, as shares of their rows. */
class Histograms {
  #node;
  #data;
  #plot = null;

  constructor(node, { low, high, before, now }, rowsBefore, rowsNow) {
    this.#node = node;
    const width = (high - low) / before.counts.length;
    const middles = before.counts.map((_, bin) => low + (bin + 0.5) * width);
    this.#data = [middles, before.counts.map(rows => rows / rowsBefore), now.counts.map(rows => rows / rowsNow)];
  }

  draw() {
    if (this.#plot || this.#node.clientWidth === 0) {
      this.#plot?.redraw();
      return;
    }
    const colour = tones(this.#node);
    const stepped = uPlot.paths.stepped({ align: 0 });
    const series = (label, tone, fill) => ({
      label,
      width: 1.5,
      stroke: () => colour(tone),
      fill: () => colour(fill),
      paths: stepped,
      points: { show: false },
      value: (_, share) => (share === null ? '–' : percent(share)),
    });
    this.#plot = new uPlot({
      width: this.#node.clientWidth,
      height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false } },
      axes: [{ ...axis(colour), size: 28, values: (_, values) => values.map(number) }, { ...axis(colour), size: 44, values: (_, shares) => shares.map(percent) }],
      series: [{ label: 'value', value: (_, value) => (value === null ? '–' : number(value)) }, series('before', 'calm', 'calm-fill'), series('now', 'over', 'over-fill')],
    }, this.#data, this.#node);
  }

  close() {
    this.#plot?.destroy();
  }
}
