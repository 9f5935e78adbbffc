// The newest scores of a domain in a corner of its card: too small and too many for a chart each.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 120;
const HEIGHT = 28;
const THRESHOLD = 1;
/** The threshold stands in the middle of the height as long as no score is higher than twice as much. */
const TOP = 2;

export function sparkline(node, scores) {
  if (!node.firstChild) node.append(blank());
  const [threshold, line] = node.firstChild.children;
  const top = Math.max(TOP, ...scores);
  const y = score => (HEIGHT * (1 - Math.max(0, score) / top)).toFixed(1);
  const step = WIDTH / Math.max(1, scores.length - 1);
  threshold.setAttribute('y1', y(THRESHOLD));
  threshold.setAttribute('y2', y(THRESHOLD));
  line.setAttribute('points', scores.map((score, i) => `${(i * step).toFixed(1)},${y(score)}`).join(' '));
  line.dataset.over = scores.at(-1) > THRESHOLD;
}

function blank() {
  const svg = node('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(node('line', { class: 'limit', x1: 0, x2: WIDTH }), node('polyline', { class: 'scores' }));
  return svg;
}

function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
