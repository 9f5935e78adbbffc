// The items of a list resource: its newest page and, on demand, older pages.

import { getPage, pageUrl } from './api.js';

const MIN_REFRESH_INTERVAL_MS = 500;

/** Returns a function that runs `load`. Calls while it runs cause one further run. */
export function coalesced(load, signal) {
  let running = false;
  let requested = false;
  return async () => {
    requested = true;
    if (running) return;
    running = true;
    while (requested && !signal.aborted) {
      requested = false;
      await load();
    }
    running = false;
  };
}

/**
 * @param {string} path of the list resource
 * @param {object} options `key` identifies an item, `onChange` is called after every request
 */
export function pagedList(path, { key, onChange, signal, parameters = {} }) {
  const items = new Map();
  const self = { loaded: false, error: null, next: null, items: () => newestFirst(items) };

  async function load(address, { isOlderPage }) {
    try {
      const page = await getPage(address, { signal });
      page.items.forEach(item => items.set(key(item), item));
      // A refresh of the newest page does not change which page is the next older one.
      if (isOlderPage || !self.loaded) self.next = page.next;
      self.loaded = true;
      self.error = null;
    } catch (e) {
      if (signal.aborted) return;
      self.error = e.message;
    }
    onChange();
  }

  /** Reloads the newest page. */
  self.refresh = coalesced(async () => {
    await load(pageUrl(path, parameters), { isOlderPage: false });
    await new Promise(resolve => { setTimeout(resolve, MIN_REFRESH_INTERVAL_MS); });
  }, signal);
  self.loadOlder = () => self.next && load(self.next, { isOlderPage: true });
  self.refresh();
  return self;
}

const newestFirst = items => [...items.values()].sort((a, b) => Date.parse(b.loggedAt) - Date.parse(a.loggedAt));
