// Where the model sees the events of the source and of the target: a point for each, near those that look alike to it.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { el } from './dom.js';
import { number } from './format.js';
import { tones } from './tones.js';

const SIZE = 4.5;

export class EmbeddingMap {
  #node;
  #data;
  #plot = null;

  /** Points up to `sourcePoints` are of the source, the others of the target. */
  constructor(parent, name, map, { sourcePoints }) {
    this.#node = el('div', { className: 'map', role: 'img', 'aria-label': `${name}: ${summary(map)}` });
    parent.append(el('figure', {}, el('figcaption', {}, el('strong', { textContent: `${name}, v${map.version}` }), ` · ${summary(map)}`), this.#node));
    const side = (from, to) => [map.x.slice(from, to), map.y.slice(from, to)];
    this.#data = [null, side(0, sourcePoints), side(sourcePoints)];
  }

  draw() {
    if (this.#plot || this.#node.clientWidth === 0) {
      this.#plot?.redraw();
      return;
    }
    const colour = tones(this.#node);
    const [xs, ys] = [0, 1].map(axis => extent(this.#data.slice(1).flatMap(side => side[axis])));
    const facets = ['x', 'y'].map(scale => ({ scale, auto: true }));
    const series = tone => ({ facets, stroke: () => colour(tone), paths: dots(() => colour(tone)) });
    this.#plot = new uPlot({
      mode: 2,
      width: this.#node.clientWidth,
      height: this.#node.clientWidth,
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: { x: { time: false, range: () => xs }, y: { range: () => ys } },
      series: [{}, series('calm'), series('over')],
    }, this.#data, this.#node);
  }

  close() {
    this.#plot?.destroy();
  }
}

const summary = ({ mmd2, apart }) =>
  `MMD² ${number(mmd2.value)} where chance makes ${number(mmd2.chance)}; ${number(100 * apart.value)} % of the nearest neighbours are of the own side`;

function extent(values) {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const margin = 0.05 * (high - low || 1);
  return [low - margin, high + margin];
}

/** Draws a series as points. */
function dots(colour) {
  return (plot, index) => {
    const { ctx } = plot;
    const [xs, ys] = plot.data[index];
    const radius = (SIZE / 2) * devicePixelRatio;
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
