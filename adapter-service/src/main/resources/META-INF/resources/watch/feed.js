// A list of the server's: its newest page, older ones when asked for, and what comes while it is shown.

import { list, pagePath } from './api.js';

const PAUSE = 500;

/**
 * @param {string} path of the list
 * @param {object} options `key` tells items apart, `changed` is called when there is something new to draw
 */
export function feed(path, { key, changed, signal, parameters = {} }) {
  const items = new Map();
  const self = { known: false, trouble: null, next: null, all: () => newestFirst(items) };
  let busy = false;
  let again = false;

  async function take(address, older) {
    try {
      const page = await list(address, { signal });
      page.items.forEach(item => items.set(key(item), item));
      // What comes in while older pages are shown leaves the place of the oldest as it is.
      if (older || !self.known) self.next = page.next;
      self.known = true;
      self.trouble = null;
    } catch (e) {
      if (signal.aborted) return;
      self.trouble = e.message;
    }
    changed();
  }

  /** Asks for the newest page anew; several calls at once are one. */
  self.refresh = async () => {
    again = true;
    if (busy) return;
    busy = true;
    while (again && !signal.aborted) {
      again = false;
      await take(pagePath(path, parameters), false);
      await new Promise(resolve => { setTimeout(resolve, PAUSE); });
    }
    busy = false;
  };
  self.older = () => self.next && take(self.next, true);
  self.refresh();
  return self;
}

const newestFirst = items => [...items.values()].sort((a, b) => Date.parse(b.loggedAt) - Date.parse(a.loggedAt));
