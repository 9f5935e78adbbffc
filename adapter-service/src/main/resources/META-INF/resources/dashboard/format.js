// Formats numbers and times.

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
});
const whole = new Intl.NumberFormat('en-GB');
const relative = new Intl.RelativeTimeFormat('en-GB', { style: 'short' });

export const count = value => whole.format(value);

/** Formats a number with at most four significant digits. Converts any other value to a string. */
export function number(value) {
  if (!Number.isFinite(Number(value))) return String(value);
  const size = Math.abs(value);
  if (size >= 1000) return whole.format(Math.round(value));
  if (size >= 0.001 || size === 0) return Number(value).toFixed(decimals(size));
  return Number(value).toExponential(1).replace('-', '−').replace('e', ' × 10^').replace('^-', '^−');
}

function decimals(size) {
  if (size >= 100) return 0;
  if (size >= 10) return 1;
  if (size >= 0.1 || size === 0) return 2;
  return size >= 0.01 ? 3 : 4;
}

export const percent = share => `${Math.round(100 * share)} %`;

/** The time of day, with the date unless it is today. */
export function moment(instant) {
  const date = new Date(instant);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : day.format(date);
}

export function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(instant)) / 1000));
  if (seconds < 5) return 'now';
  if (seconds < 90) return relative.format(-seconds, 'second');
  if (seconds < 5400) return relative.format(-Math.round(seconds / 60), 'minute');
  return moment(instant);
}

export function seconds(from, until) {
  return `${number((Date.parse(until) - Date.parse(from)) / 1000)} s`;
}

/** Formats the traffic share of a release or status, from 0 to 1000, as a percentage of the events. */
export const trafficPercent = ({ trafficShare }) => `${trafficShare / 10} %`;

export const modelName = (domain, version) => `${domain === '*' ? 'shared' : domain} v${version}`;
