// A score over time with its threshold and with marks for what happened.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { axis, tones } from './tones.js';

const THRESHOLD = 1;
const HEADROOM = 1.15;
const LOWEST_TOP = 1.6;
const FEW = 40;
const seconds = instant => Date.parse(instant) / 1000;

export class Chart {
  #node;
  #sizes;
  #read;
  #plot = null;
  #windows = [];
  #marks = [];
  #pointed = null;

  /** @param read is called with the window that is pointed at, or with the newest */
  constructor(node, read) {
    this.#node = node;
    this.#read = read;
    this.#sizes = new ResizeObserver(() => this.#fit());
    this.#sizes.observe(node);
    node.addEventListener('keydown', event => this.#step(event));
    node.addEventListener('blur', () => this.#point(null));
  }

  show(windows, marks) {
    this.#windows = windows;
    this.#marks = marks;
    this.#plot ??= new uPlot(this.#options(), [[], []], this.#node);
    this.#plot.setData([windows.map(window => seconds(window.end)), windows.map(window => window.score)]);
    this.#read(windows[this.#pointed] ?? windows.at(-1));
  }

  /** Another page is opened. */
  close() {
    this.#sizes.disconnect();
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
    this.#point(Math.min(last, Math.max(0, (this.#pointed ?? last + (move < 0 ? 1 : 0)) + move)));
  }

  #point(place) {
    const window = this.#windows[place];
    this.#plot?.setCursor(window
      ? { left: this.#plot.valToPos(seconds(window.end), 'x'), top: this.#plot.valToPos(window.score, 'y') }
      : { left: -10, top: -10 });
  }

  #options() {
    const colour = tones(this.#node);
    const own = { ...axis(colour), font: `12px ${getComputedStyle(this.#node).fontFamily}` };
    return {
      ...this.#size(),
      padding: [null, 30, null, null],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
      scales: { y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(LOWEST_TOP, (high ?? 0) * HEADROOM)] } },
      axes: [
        { ...own, space: 90, size: 30, values: (_, times) => times.map(shortTime(times)) },
        { ...own, size: 44, space: 36 },
      ],
      series: [{}, {
        width: 2,
        stroke: plot => split(plot, colour('calm'), colour('over')),
        fill: plot => split(plot, colour('calm-fill'), colour('over-fill')),
        fillTo: () => 0,
        points: { show: plot => plot.data[0].length <= FEW, size: 6, fill: plot => split(plot, colour('calm'), colour('over')) },
      }],
      hooks: {
        draw: [plot => drawThreshold(plot, colour), plot => this.#marks.forEach(mark => drawMark(plot, mark, colour))],
        setCursor: [plot => {
          this.#pointed = plot.cursor.idx;
          this.#read(this.#windows[plot.cursor.idx ?? -1] ?? this.#windows.at(-1));
        }],
      },
    };
  }
}

/** One colour below the threshold, another above. */
function split(plot, below, above) {
  const { top, height } = plot.bbox;
  const line = plot.valToPos(THRESHOLD, 'y', true);
  if (!Number.isFinite(line) || height <= 0) return below;
  const place = Math.min(1, Math.max(0, (line - top) / height));
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  [[0, above], [place, above], [place, below], [1, below]].forEach(([stop, colour]) => gradient.addColorStop(stop, colour));
  return gradient;
}

function drawThreshold(plot, colour) {
  const { left, width } = plot.bbox;
  const y = Math.round(plot.valToPos(THRESHOLD, 'y', true)) + 0.5;
  line(plot, [left, y], [left + width, y], colour('over'), [6, 4]);
}

function drawMark(plot, mark, colour) {
  const { left, top, width, height } = plot.bbox;
  const x = Math.round(plot.valToPos(seconds(mark.time), 'x', true)) + 0.5;
  if (!(x >= left && x <= left + width)) return;
  MARKS[mark.kind](plot, x, mark, colour);
}

/** How each kind of mark is drawn at its place. */
const MARKS = {
  onset: (plot, x, _, colour) => upright(plot, x, colour('alert'), [1, 3]),
  alert(plot, x, _, colour) {
    upright(plot, x, colour('alert'), []);
    triangle(plot, x, plot.bbox.top, 9, colour('alert'));
  },
  release(plot, x, mark, colour) {
    upright(plot, x, colour('release'), [2, 3]);
    label(plot, x, mark.text, colour('release'));
  },
  rollback(plot, x, mark, colour) {
    upright(plot, x, colour('no'), [6, 3]);
    label(plot, x, mark.text, colour('no'));
  },
  swap: (plot, x, _, colour) => triangle(plot, x, plot.bbox.top + plot.bbox.height, -7, colour('release')),
};

function upright(plot, x, colour, dashes) {
  line(plot, [x, plot.bbox.top], [x, plot.bbox.top + plot.bbox.height], colour, dashes);
}

/** Points down from `y`, or up where the height is negative. */
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

/** As fine as the distance between two ticks asks for. */
function shortTime(times) {
  const step = (times[1] ?? times[0]) - times[0];
  const fields = step >= 86_400 ? { day: 'numeric', month: 'short', ...(step > 60 * 86_400 && { year: 'numeric' }) }
    : { hour: '2-digit', minute: '2-digit', ...(step < 60 && { second: '2-digit' }) };
  const format = new Intl.DateTimeFormat('en-GB', fields);
  return time => format.format(time * 1000);
}
