// One value over training steps.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { number } from './format.js';

const HEIGHT = 160;

export class Curve {
  #node;
  #values;
  #name;
  #plot = null;
  #sizes;

  constructor(node, values, name) {
    this.#node = node;
    this.#values = values;
    this.#name = name;
    this.#sizes = new ResizeObserver(() => this.#plot && node.clientWidth > 0 && this.#plot.setSize({ width: node.clientWidth, height: HEIGHT }));
    this.#sizes.observe(node);
  }

  draw() {
    if (this.#plot || this.#node.clientWidth === 0) {
      this.#plot?.redraw();
      return;
    }
    const colour = name => getComputedStyle(this.#node).getPropertyValue(`--${name}`).trim();
    const axis = { stroke: () => colour('soft'), grid: { stroke: () => colour('line'), width: 1 }, ticks: { show: false } };
    this.#plot = new uPlot({
      width: this.#node.clientWidth,
      height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      legend: { show: true, live: true },
      scales: { x: { time: false } },
      axes: [{ ...axis, label: 'step', size: 28, labelSize: 20 }, { ...axis, size: 48 }],
      series: [{ label: 'step' }, { label: this.#name, width: 2, stroke: () => colour('release'), points: { show: false }, value: (_, value) => (value === null ? '–' : number(value)) }],
    }, [this.#values.map((_, step) => step + 1), this.#values], this.#node);
  }

  close() {
    this.#sizes.disconnect();
    this.#plot?.destroy();
  }
}
