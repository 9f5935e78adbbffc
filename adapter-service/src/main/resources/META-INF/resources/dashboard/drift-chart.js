// The drift score over time with the threshold and markers for onsets, alerts, releases and rollbacks.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { axisStyle, themeColours } from './chart-theme.js';

const THRESHOLD = 1;
/** Upper end of the score axis, as a multiple of the highest score. */
const HEADROOM = 1.15;
/** Minimum upper end of the score axis. */
const MIN_TOP = 1.6;
const MAX_POINTS_SHOWN = 40;
const seconds = instant => Date.parse(instant) / 1000;

export class DriftChart {
  #node;
  #resizes;
  #onPoint;
  #plot = null;
  #windows = [];
  #markers = [];
  #cursorIndex = null;

  /** @param onPoint called with the window under the cursor, or with the newest window */
  constructor(node, onPoint) {
    this.#node = node;
    this.#onPoint = onPoint;
    this.#resizes = new ResizeObserver(() => this.#fit());
    this.#resizes.observe(node);
    node.addEventListener('keydown', event => this.#step(event));
    node.addEventListener('blur', () => this.#point(null));
  }

  show(windows, markers) {
    this.#windows = windows;
    this.#markers = markers;
    this.#plot ??= new uPlot(this.#options(), [[], []], this.#node);
    this.#plot.setData([windows.map(window => seconds(window.end)), windows.map(window => window.score)]);
    this.#onPoint(windows[this.#cursorIndex] ?? windows.at(-1));
  }

  close() {
    this.#resizes.disconnect();
    this.#plot?.destroy();
  }

  #fit() {
    if (this.#plot && this.#node.clientWidth > 0) this.#plot.setSize(this.#size());
  }

  #size() {
    return { width: this.#node.clientWidth, height: this.#node.clientWidth < 500 ? 200 : 260 };
  }

  #step(event) {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!move) return;
    event.preventDefault();
    const last = this.#windows.length - 1;
    this.#point(Math.min(last, Math.max(0, (this.#cursorIndex ?? last + (move < 0 ? 1 : 0)) + move)));
  }

  #point(index) {
    const window = this.#windows[index];
    this.#plot?.setCursor(window
      ? { left: this.#plot.valToPos(seconds(window.end), 'x'), top: this.#plot.valToPos(window.score, 'y') }
      : { left: -10, top: -10 });
  }

  #options() {
    const colour = themeColours(this.#node);
    const own = { ...axisStyle(colour), font: `12px ${getComputedStyle(this.#node).fontFamily}` };
    return {
      ...this.#size(),
      padding: [null, 30, null, null],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
      scales: { y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(MIN_TOP, (high ?? 0) * HEADROOM)] } },
      axes: [
        { ...own, space: 90, size: 30, values: (_, times) => times.map(shortTime(times)) },
        { ...own, size: 44, space: 36 },
      ],
      series: [{}, {
        width: 2,
        stroke: plot => thresholdGradient(plot, colour('below-threshold'), colour('above-threshold')),
        fill: plot => thresholdGradient(plot, colour('below-threshold-fill'), colour('above-threshold-fill')),
        fillTo: () => 0,
        points: { show: plot => plot.data[0].length <= MAX_POINTS_SHOWN, size: 6, fill: plot => thresholdGradient(plot, colour('below-threshold'), colour('above-threshold')) },
      }],
      hooks: {
        draw: [plot => drawThreshold(plot, colour), plot => this.#markers.forEach(marker => drawMarker(plot, marker, colour))],
        setCursor: [plot => {
          this.#cursorIndex = plot.cursor.idx;
          this.#onPoint(this.#windows[plot.cursor.idx ?? -1] ?? this.#windows.at(-1));
        }],
      },
    };
  }
}

/** Gradient with one colour below the threshold and another above. */
function thresholdGradient(plot, below, above) {
  const { top, height } = plot.bbox;
  const thresholdY = plot.valToPos(THRESHOLD, 'y', true);
  if (!Number.isFinite(thresholdY) || height <= 0) return below;
  const stopAt = Math.min(1, Math.max(0, (thresholdY - top) / height));
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  [[0, above], [stopAt, above], [stopAt, below], [1, below]].forEach(([stop, colour]) => gradient.addColorStop(stop, colour));
  return gradient;
}

function drawThreshold(plot, colour) {
  const { left, width } = plot.bbox;
  const y = Math.round(plot.valToPos(THRESHOLD, 'y', true)) + 0.5;
  line(plot, [left, y], [left + width, y], colour('above-threshold'), [6, 4]);
}

function drawMarker(plot, marker, colour) {
  const { left, top, width, height } = plot.bbox;
  const x = Math.round(plot.valToPos(seconds(marker.time), 'x', true)) + 0.5;
  if (!(x >= left && x <= left + width)) return;
  MARKERS[marker.kind](plot, x, marker, colour);
}

const MARKERS = {
  onset: (plot, x, _, colour) => vertical(plot, x, colour('alert'), [1, 3]),
  alert(plot, x, _, colour) {
    vertical(plot, x, colour('alert'), []);
    triangle(plot, x, plot.bbox.top, 9, colour('alert'));
  },
  release(plot, x, marker, colour) {
    vertical(plot, x, colour('release'), [2, 3]);
    label(plot, x, marker.text, colour('release'));
  },
  rollback(plot, x, marker, colour) {
    vertical(plot, x, colour('rejected'), [6, 3]);
    label(plot, x, marker.text, colour('rejected'));
  },
  activation: (plot, x, _, colour) => triangle(plot, x, plot.bbox.top + plot.bbox.height, -7, colour('release')),
};

function vertical(plot, x, colour, dashes) {
  line(plot, [x, plot.bbox.top], [x, plot.bbox.top + plot.bbox.height], colour, dashes);
}

/** Triangle that points down from `y`, or up if the height is negative. */
function triangle({ ctx }, x, y, height, colour) {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(x - 6 * ratio, y);
  ctx.lineTo(x + 6 * ratio, y);
  ctx.lineTo(x, y + height * ratio);
  ctx.fill();
  ctx.restore();
}

function label({ ctx, bbox: { left, top, width } }, x, text, colour) {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.font = `600 ${12 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = x > left + width - 40 * ratio ? 'right' : 'left';
  ctx.fillText(text, x + (ctx.textAlign === 'right' ? -5 : 5) * ratio, top + 22 * ratio);
  ctx.restore();
}

function line(plot, from, to, colour, dashes) {
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dashes.map(dash => dash * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.restore();
}

/** Formats tick labels with the resolution that the distance between ticks needs. */
function shortTime(times) {
  const step = (times[1] ?? times[0]) - times[0];
  const fields = step >= 86_400 ? { day: 'numeric', month: 'short', ...(step > 60 * 86_400 && { year: 'numeric' }) }
    : { hour: '2-digit', minute: '2-digit', ...(step < 60 && { second: '2-digit' }) };
  const format = new Intl.DateTimeFormat('en-GB', fields);
  return time => format.format(time * 1000);
}
