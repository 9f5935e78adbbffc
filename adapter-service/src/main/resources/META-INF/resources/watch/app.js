// Puts the parts together: events change the store, the store is drawn at most once a frame.

import { listen } from './link.js';
import { apply, emptyState } from './store.js';
import { drawOverview, mostUrgent } from './overview.js';
import { drawDrift } from './drift.js';
import { drawAlerts } from './alerts.js';
import { drawModels } from './models.js';
import { drawRollouts } from './rollouts.js';
import { drawLetters } from './letters.js';

const state = emptyState();
let link = { state: 'opening', at: 0 };
let chosen = null;
let waiting = false;

function draw() {
  waiting = false;
  const domain = state.domains.has(chosen) ? chosen : mostUrgent(state);
  drawOverview(state, link, domain, choose);
  drawDrift(state, domain);
  drawAlerts(state);
  drawModels(state);
  drawRollouts(state);
  drawLetters(state);
}

function soon() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(draw);
  }
}

function choose(domain) {
  chosen = domain;
  soon();
}

listen(
  (room, data) => {
    apply(state, room, data);
    soon();
  },
  now => {
    link = now;
    soon();
  },
);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', soon);
draw();
