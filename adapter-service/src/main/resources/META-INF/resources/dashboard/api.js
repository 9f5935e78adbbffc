// Requests to the service. A status other than 2xx throws an error with the detail of the problem.

const RETRY_DELAY_MS = 1500;
const PAGE_SIZE = 100;

/** Gets a resource. If the status is 202, calls `onPending` and repeats the request after `Retry-After`. */
export async function get(path, { signal, onPending = () => {} } = {}) {
  for (;;) {
    const response = await fetch(path, { signal, headers: { Accept: 'application/json' } });
    if (response.status !== 202) return jsonBody(response);
    onPending();
    await pause(1000 * Number(response.headers.get('Retry-After')) || RETRY_DELAY_MS, signal);
  }
}

/** Gets one page of a list: its items, and the address of the next page or null. */
export async function getPage(path, { signal } = {}) {
  const response = await fetch(path, { signal, headers: { Accept: 'application/json' } });
  const items = await jsonBody(response);
  return { items, next: nextPage(response.headers.get('Link')) };
}

/** Posts a command with a new idempotency key. */
export async function post(path, command = {}) {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': newIdempotencyKey() };
  return jsonBody(await fetch(path, { method: 'POST', headers, body: JSON.stringify(command) }));
}

export const pageUrl = (path, parameters = {}) =>
  `${path}?${new URLSearchParams({ limit: PAGE_SIZE, ...parameters })}`;

async function jsonBody(response) {
  const content = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(content.detail ?? `HTTP status ${response.status}`);
  return content;
}

function nextPage(link) {
  const address = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (!address) return null;
  const { pathname, search } = new URL(address, location.href);
  return pathname + search;
}

/** 16 random bytes in hexadecimal digits. `randomUUID` is unavailable on pages without TLS. */
function newIdempotencyKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
