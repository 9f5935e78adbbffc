// What the server answers. A refusal becomes an error that says what the server said.

const SOON = 1500;
const PAGE = 100;

/** Asks once; where the answer is still being worked out, again until it is there or the page is left. */
export async function read(path, { signal, waiting = () => {} } = {}) {
  for (;;) {
    const answer = await fetch(path, { signal, headers: { Accept: 'application/json' } });
    if (answer.status !== 202) return body(answer);
    waiting();
    await pause(1000 * Number(answer.headers.get('Retry-After')) || SOON, signal);
  }
}

/** One page of a list: its items, and the address of the next page where there is one. */
export async function list(path, { signal } = {}) {
  const answer = await fetch(path, { signal, headers: { Accept: 'application/json' } });
  const items = await body(answer);
  return { items, next: nextPage(answer.headers.get('Link')) };
}

/** A command, with a key by which the server knows it again when it is sent twice. */
export async function command(path) {
  return body(await fetch(path, { method: 'POST', headers: { 'Idempotency-Key': key() } }));
}

export const pagePath = (path, parameters = {}) =>
  `${path}?${new URLSearchParams({ limit: PAGE, ...parameters })}`;

async function body(answer) {
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(content.detail ?? `the service answered with ${answer.status}`);
  return content;
}

function nextPage(link) {
  const address = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (!address) return null;
  const { pathname, search } = new URL(address, location.href);
  return pathname + search;
}

/** Sixteen random bytes; randomUUID is not there on a page that comes without TLS. */
function key() {
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
