// A sparkline of the newest scores of a domain. Plain SVG, as there may be thousands of them.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 120;
const HEIGHT = 28;
const THRESHOLD = 1;
/** Minimum upper end of the score axis. */
const MIN_TOP = 2;

export function sparkline(node, scores) {
  if (!node.firstChild) node.append(emptyPlot());
  const [threshold, line] = node.firstChild.children;
  const top = Math.max(MIN_TOP, ...scores);
  const y = score => (HEIGHT * (1 - Math.max(0, score) / top)).toFixed(1);
  const step = WIDTH / Math.max(1, scores.length - 1);
  threshold.setAttribute('y1', y(THRESHOLD));
  threshold.setAttribute('y2', y(THRESHOLD));
  line.setAttribute('points', scores.map((score, i) => `${(i * step).toFixed(1)},${y(score)}`).join(' '));
  line.dataset.aboveThreshold = scores.at(-1) > THRESHOLD;
}

function emptyPlot() {
  const svg = node('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(node('line', { class: 'limit', x1: 0, x2: WIDTH }), node('polyline', { class: 'scores' }));
  return svg;
}

function node(name, attributes) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}
