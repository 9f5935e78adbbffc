// The rate of false alerts that a reference promises, or the reason why the rate does not hold.

import { el } from './dom.js';
import { chip } from './outcome.js';

const roundedCount = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** Whether the rate does not hold. The argument is the promise of a window or the calibration of an alert. */
export const isNotCalibrated = promise => Boolean(promise?.notCalibrated);

/** The rate with its range, such as "1 false alert per 10,000 events (6,100 to 16,400)"; empty if it is unknown. */
export function rateText(promise) {
  if (!promise?.arl) return '';
  const { arl, minArl, maxArl } = promise;
  const range = maxArl > 0 ? ` (${roundedCount.format(minArl)} to ${roundedCount.format(maxArl)})` : '';
  return `1 false alert per ${roundedCount.format(arl)} events${range}`;
}

/** Elements that show the rate, or the state NOT CALIBRATED with its reason. */
export function promiseParts(promise) {
  if (!isNotCalibrated(promise)) return [rateText(promise)];
  return [chip('not-calibrated', 'NOT CALIBRATED'), el('span', { className: 'reason', textContent: ` ${promise.notCalibrated}` })];
}

/** Replaces the content of a node only if the promise differs, since screen readers announce every write to a live region. */
export function showPromise(node, promise) {
  const signature = JSON.stringify(promise ?? null);
  if (node.dataset.promise === signature) return;
  node.dataset.promise = signature;
  node.replaceChildren(...promiseParts(promise));
}
