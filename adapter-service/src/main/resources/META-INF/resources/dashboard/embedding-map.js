// Scatter plot of the embeddings of source and target events.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { el } from './dom.js';
import { number } from './format.js';
import { themeColours } from './chart-theme.js';

/** In uPlot, each series of a scatter plot has x and y values of its own. */
const SCATTER_MODE = 2;
const POINT_SIZE = 4.5;

export class EmbeddingMap {
  #node;
  #data;
  #plot = null;

  /** The first `sourcePoints` points are source events, the others target events. */
  constructor(parent, name, map, { sourcePoints }) {
    this.#node = el('div', { className: 'map', role: 'img', 'aria-label': `${name}: ${summary(map)}` });
    parent.append(el('figure', {}, el('figcaption', {}, el('strong', { textContent: `${name}, v${map.version}` }), ` · ${summary(map)}`), this.#node));
    const points = (from, to) => [map.x.slice(from, to), map.y.slice(from, to)];
    this.#data = [null, points(0, sourcePoints), points(sourcePoints)];
  }

  draw() {
    if (this.#plot || this.#node.clientWidth === 0) {
      this.#plot?.redraw();
      return;
    }
    const colour = themeColours(this.#node);
    const [xs, ys] = [0, 1].map(axis => extent(this.#data.slice(1).flatMap(points => points[axis])));
    const facets = ['x', 'y'].map(scale => ({ scale, auto: true }));
    const series = name => ({ facets, stroke: () => colour(name), paths: dots(() => colour(name)) });
    this.#plot = new uPlot({
      mode: SCATTER_MODE,
      width: this.#node.clientWidth,
      height: this.#node.clientWidth,
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: { x: { time: false, range: () => xs }, y: { range: () => ys } },
      series: [{}, series('below-threshold'), series('above-threshold')],
    }, this.#data, this.#node);
  }

  close() {
    this.#plot?.destroy();
  }
}

const summary = ({ mmd2, neighbourPurity }) =>
  `MMD² ${number(mmd2.statistic)} (critical value ${number(mmd2.criticalValue)}); ${number(100 * neighbourPurity.statistic)} % of nearest neighbours are from the same domain`;

function extent(values) {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const margin = 0.05 * (high - low || 1);
  return [low - margin, high + margin];
}

function dots(colour) {
  return (plot, index) => {
    const { ctx } = plot;
    const [xs, ys] = plot.data[index];
    const radius = (POINT_SIZE / 2) * devicePixelRatio;
    ctx.save();
    ctx.fillStyle = colour();
    ctx.globalAlpha = 0.65;
    xs.forEach((x, i) => {
      ctx.beginPath();
      ctx.arc(plot.valToPos(x, 'x', true), plot.valToPos(ys[i], 'y', true), radius, 0, 2 * Math.PI);
      ctx.fill();
    });
    ctx.restore();
    return null;
  };
}
