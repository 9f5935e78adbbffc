// Which features moved, which way, and how much of it is a matter of the classes.

import { el } from './dom.js';
import { number, percent } from './format.js';

/** Features that a row names. */
const NAMED = 3;

export function moved({ features, classes }, named = NAMED) {
  const lines = features.slice(0, named).map(feature => el('li', {
    title: `mean z ${number(feature.meanZ)}, variance z ${number(feature.varianceZ)}`,
    textContent: `x${feature.feature} ${direction(feature)}, ${percent(feature.share)}`,
  }));
  if (classes) {
    lines.push(el('li', {
      title: classes.classes.map(({ label, reference, window }) => `${label} ${percent(reference)} → ${percent(window)}`).join(', '),
      textContent: `class shares explain ${percent(classes.share)}`,
    }));
  }
  return lines.length ? el('ul', {}, ...lines) : '–';
}

/** What stands out more: where the feature lies, or how much it varies. */
export function direction({ meanZ, varianceZ }) {
  if (Math.abs(varianceZ) > Math.abs(meanZ)) return varianceZ > 0 ? 'varies more' : 'varies less';
  return meanZ > 0 ? 'higher' : 'lower';
}
