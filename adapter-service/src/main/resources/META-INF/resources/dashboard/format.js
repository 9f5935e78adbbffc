// Formats numbers and times.

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dateAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
});
const wholeNumber = new Intl.NumberFormat('en-GB');
const relativeTime = new Intl.RelativeTimeFormat('en-GB', { style: 'short' });

export const count = value => wholeNumber.format(value);

/** Formats a number with at most four significant digits. Converts any other value to a string. */
export function number(value) {
  if (!Number.isFinite(Number(value))) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return wholeNumber.format(Math.round(value));
  if (magnitude >= 0.001 || magnitude === 0) return Number(value).toFixed(decimals(magnitude));
  return Number(value).toExponential(1).replace('-', '−').replace('e', ' × 10^').replace('^-', '^−');
}

function decimals(magnitude) {
  if (magnitude >= 100) return 0;
  if (magnitude >= 10) return 1;
  if (magnitude >= 0.1 || magnitude === 0) return 2;
  return magnitude >= 0.01 ? 3 : 4;
}

export const percent = share => `${Math.round(100 * share)} %`;

/** The time of day, with the date unless it is today. */
export function moment(instant) {
  const date = new Date(instant);
  return date.toDateString() === new Date().toDateString() ? timeOfDay.format(date) : dateAndTime.format(date);
}

export function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(instant)) / 1000));
  if (seconds < 5) return 'now';
  if (seconds < 90) return relativeTime.format(-seconds, 'second');
  if (seconds < 5400) return relativeTime.format(-Math.round(seconds / 60), 'minute');
  return moment(instant);
}

export function durationInSeconds(from, until) {
  return `${number((Date.parse(until) - Date.parse(from)) / 1000)} s`;
}

/** Traffic share of a release that scores all events. */
export const FULL_TRAFFIC = 1000;

/** Formats the traffic share of a release or status, from 0 to `FULL_TRAFFIC`, as a percentage of the events. */
export const trafficPercent = ({ trafficShare }) => `${100 * trafficShare / FULL_TRAFFIC} %`;

export const modelName = (domain, version) => `${domain === '*' ? 'shared' : domain} v${version}`;
