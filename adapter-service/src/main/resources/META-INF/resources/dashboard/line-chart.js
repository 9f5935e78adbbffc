// Line chart of values over training steps.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { number } from './format.js';
import { axisStyle, themeColours } from './chart-theme.js';

const HEIGHT = 160;
/** Upper end of the value axis, as a multiple of the highest value. */
const HEADROOM = 1.05;
const COLOURS = ['release', 'below-threshold', 'above-threshold', 'good', 'rejected'];

export class LineChart {
  #node;
  #steps;
  #series;
  #plot = null;
  #resizes;

  /** @param series the values at each step, by the name of the series */
  constructor(node, steps, series) {
    this.#node = node;
    this.#steps = steps;
    this.#series = series;
    // The width is 0 while the enclosing details element is closed.
    this.#resizes = new ResizeObserver(() => this.#fit());
    this.#resizes.observe(node);
  }

  draw() {
    this.#plot?.redraw();
  }

  close() {
    this.#resizes.disconnect();
    this.#plot?.destroy();
  }

  #fit() {
    if (this.#node.clientWidth === 0) return;
    if (this.#plot) this.#plot.setSize({ width: this.#node.clientWidth, height: HEIGHT });
    else this.#plot = new uPlot(this.#options(), [this.#steps, ...Object.values(this.#series)], this.#node);
  }

  #options() {
    const colour = themeColours(this.#node);
    return {
      width: this.#node.clientWidth,
      height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * HEADROOM : 1] } },
      axes: [{ ...axisStyle(colour), size: 28 }, { ...axisStyle(colour), size: 48 }],
      series: [{ label: 'step' }, ...Object.keys(this.#series).map((name, i) => ({
        label: name.replaceAll('_', ' '),
        width: 2,
        stroke: () => colour(COLOURS[i % COLOURS.length]),
        points: { show: false },
        value: (_, value) => (value === null ? '–' : number(value)),
      }))],
    };
  }
}
