// The rollout of a domain: status and commands.

import { get, post } from './api.js';
import { el, setText } from './dom.js';
import { FULL_TRAFFIC, count, trafficPercent } from './format.js';
import { checkList } from './checks.js';

const COMMANDS = [['advance', 'Advance'], ['pause', 'Pause'], ['resume', 'Resume'], ['rollback', 'Roll back']];
const DECISIONS = { hold: 'Holding', advance: 'Advancing', rollback: 'Rolling back' };
const REFRESH_INTERVAL_MS = 5_000;

/** The panel is visible during a rollout of the domain, and afterwards while the recovery of the domain is monitored. */
export function rolloutPanel(domain, signal) {
  const status = el('p', { role: 'status' });
  const checks = el('div', {});
  const message = el('p', { className: 'message', role: 'status' });
  /** Version and step that the panel shows. A command refers to them, so that it cannot affect a release that the user has not seen. */
  let shown = {};
  const buttons = new Map(COMMANDS.map(([name, text]) => [name, button(domain, name, text, message, () => shown, () => refresh())]));
  const node = el('section', { className: 'panel', id: 'rollout', hidden: true }, el('h2', { textContent: 'Rollout' }), status, checks,
    el('p', { className: 'commands' }, ...buttons.values()), message);

  async function refresh() {
    try {
      const state = (await get('/api/rollouts', { signal })).find(rollout => rollout.domain === domain);
      node.hidden = !state;
      if (!state) return;
      const { version, previousVersion, trafficSplit, decision, reason, comparedEvents } = state;
      shown = { version, step: trafficSplit.step };
      setText(status, `v${version} scores ${trafficPercent(trafficSplit)} of the events, v${previousVersion} the rest. ${count(comparedEvents)} events were shadow-scored. ${DECISIONS[decision] ?? decision}: ${reason}.`);
      checks.replaceChildren(...(state.checks.length ? [checkList(state.checks)] : []));
      buttons.get('pause').hidden = trafficSplit.paused;
      buttons.get('resume').hidden = !trafficSplit.paused;
      buttons.get('advance').hidden = trafficSplit.trafficShare === FULL_TRAFFIC;
    } catch (e) {
      if (!signal.aborted) setText(message, `Rollout status unavailable: ${e.message}`);
    }
  }

  refresh();
  const timer = setInterval(refresh, REFRESH_INTERVAL_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  return { node, refresh };
}

function button(domain, name, text, message, shown, onDone) {
  const node = el('button', { type: 'button', className: 'plain', textContent: text });
  node.addEventListener('click', async () => {
    node.disabled = true;
    try {
      const { version, trafficSplit } = await post(`/api/rollouts/${encodeURIComponent(domain)}/${name}`, shown());
      setText(message, `Published: v${version} scores ${trafficPercent(trafficSplit)} of the events${trafficSplit.paused ? ', paused' : ''}.`);
    } catch (e) {
      setText(message, `Command failed: ${e.message}`);
    }
    node.disabled = false;
    onDone();
  });
  return node;
}
