// Histograms of each shifted feature in the reference and in the window.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { el } from './dom.js';
import { number, percent } from './format.js';
import { direction, significance } from './feature-shifts.js';
import { axisStyle, themeColours } from './chart-theme.js';

const HEIGHT = 150;

/** Appends one chart per feature and returns the charts. */
export function distributions(parent, { features, referenceRows, windowRows }) {
  return features.map(feature => {
    const chart = el('div', { className: 'chart small', role: 'img', 'aria-label': summary(feature) });
    parent.append(el('figure', {},
      el('figcaption', {}, el('strong', { textContent: `x${feature.feature}` }), ` ${direction(feature)}, ${percent(feature.contribution)} of the squared z-scores${significance(feature)}; ${spreads(feature)}`),
      chart));
    return new Histograms(chart, feature, referenceRows, windowRows);
  });
}

const spread = (name, { mean, deviation }) => `${name} ${number(mean)} ± ${number(deviation)}`;

const spreads = ({ referenceHistogram, windowHistogram }) => `${spread('reference', referenceHistogram)}, ${spread('window', windowHistogram)}`;

const summary = feature => `Feature x${feature.feature}: ${spreads(feature)}`;

/** Histograms of the reference and of the window over the same bins, as fractions of their events. */
class Histograms {
  #node;
  #data;
  #plot = null;

  constructor(node, { low, high, referenceHistogram, windowHistogram }, referenceRows, windowRows) {
    this.#node = node;
    const width = (high - low) / referenceHistogram.counts.length;
    const centres = referenceHistogram.counts.map((_, bin) => low + (bin + 0.5) * width);
    this.#data = [centres, referenceHistogram.counts.map(rows => rows / referenceRows), windowHistogram.counts.map(rows => rows / windowRows)];
  }

  draw() {
    if (this.#plot || this.#node.clientWidth === 0) {
      this.#plot?.redraw();
      return;
    }
    const colour = themeColours(this.#node);
    const stepped = uPlot.paths.stepped({ align: 0 });
    const series = (label, line, fill) => ({
      label,
      width: 1.5,
      stroke: () => colour(line),
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
      axes: [{ ...axisStyle(colour), size: 28, values: (_, values) => values.map(number) }, { ...axisStyle(colour), size: 44, values: (_, shares) => shares.map(percent) }],
      series: [{ label: 'value', value: (_, value) => (value === null ? '–' : number(value)) }, series('reference', 'below-threshold', 'below-threshold-fill'), series('window', 'above-threshold', 'above-threshold-fill')],
    }, this.#data, this.#node);
  }

  close() {
    this.#plot?.destroy();
  }
}
