// Values over training steps.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { number } from './format.js';
import { axis, tones } from './tones.js';

const HEIGHT = 160;
const HEADROOM = 1.05;
const TONES = ['release', 'calm', 'over', 'good', 'no'];

export class Curve {
  #node;
  #steps;
  #series;
  #plot = null;
  #sizes;

  /** @param series values at each of the steps, by their names */
  constructor(node, steps, series) {
    this.#node = node;
    this.#steps = steps;
    this.#series = series;
    // In details that are closed there is nothing to draw on yet.
    this.#sizes = new ResizeObserver(() => this.#fit());
    this.#sizes.observe(node);
  }

  draw() {
    this.#plot?.redraw();
  }

  close() {
    this.#sizes.disconnect();
    this.#plot?.destroy();
  }

  #fit() {
    if (this.#node.clientWidth === 0) return;
    if (this.#plot) this.#plot.setSize({ width: this.#node.clientWidth, height: HEIGHT });
    else this.#plot = new uPlot(this.#options(), [this.#steps, ...Object.values(this.#series)], this.#node);
  }

  #options() {
    const colour = tones(this.#node);
    return {
      width: this.#node.clientWidth,
      height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * HEADROOM : 1] } },
      axes: [{ ...axis(colour), size: 28 }, { ...axis(colour), size: 48 }],
      series: [{ label: 'step' }, ...Object.keys(this.#series).map((name, i) => ({
        label: name.replaceAll('_', ' '),
        width: 2,
        stroke: () => colour(TONES[i % TONES.length]),
        points: { show: false },
        value: (_, value) => (value === null ? '–' : number(value)),
      }))],
    };
  }
}
