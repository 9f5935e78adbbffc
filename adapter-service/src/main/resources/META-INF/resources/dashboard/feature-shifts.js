// The shifted features of an alert, and the fraction of the shift that class shares explain.

import { el } from './dom.js';
import { number, percent } from './format.js';

const MAX_FEATURES = 3;

export function featureShifts({ featureShifts: shifts, classShift }) {
  const lines = shifts.slice(0, MAX_FEATURES).map(feature => el('li', {
    title: `mean z ${number(feature.meanZ)}, variance z ${number(feature.varianceZ)}`,
    textContent: `x${feature.feature} ${direction(feature)}, ${percent(feature.contribution)}${significance(feature)}`,
  }));
  if (classShift) {
    lines.push(el('li', {
      title: classShift.classes.map(({ label, referenceShare, windowShare }) => `${label} ${percent(referenceShare)} → ${percent(windowShare)}`).join(', '),
      textContent: `class shares explain ${percent(classShift.explainedFraction)}`,
    }));
  }
  return lines.length ? el('ul', {}, ...lines) : '–';
}

/** Marks features whose shift may be chance. */
export const significance = ({ significant }) => (significant ? '' : ', not significant');

/** The test statistic with the highest score and its channel, such as "dependence (raw)". */
export const statisticText = ({ statistic, channel }) => (statistic.name ? `${statistic.name} (${channel})` : channel);

/** Direction of the change of mean or variance, whichever has the larger z-score. */
export function direction({ meanZ, varianceZ }) {
  if (Math.abs(varianceZ) > Math.abs(meanZ)) return varianceZ > 0 ? 'varies more' : 'varies less';
  return meanZ > 0 ? 'higher' : 'lower';
}
