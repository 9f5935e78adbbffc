// How a release takes over, and what a person may do about it.

import { command, read } from './api.js';
import { el, say } from './dom.js';
import { count } from './format.js';
import { votes } from './votes.js';

const COMMANDS = [['approve', 'Take the next step now'], ['pause', 'Pause'], ['resume', 'Go on'], ['rollback', 'Bring the model before back']];
const EVERY = 5_000;

/** A panel that is there while a release of the domain is being rolled out, or watched for its recovery. */
export function rolloutPart(domain, signal) {
  const standing = el('p', { role: 'status' });
  const cast = el('div', {});
  const said = el('p', { className: 'said', role: 'status' });
  const buttons = new Map(COMMANDS.map(([name, text]) => [name, button(domain, name, text, said, () => renew())]));
  const node = el('section', { className: 'panel', id: 'rollout', hidden: true }, el('h2', { textContent: 'Rollout' }), standing, cast,
    el('p', { className: 'commands' }, ...buttons.values()), said);

  async function renew() {
    try {
      const state = (await read('/api/rollouts', { signal })).find(one => one.domain === domain);
      node.hidden = !state;
      if (!state) return;
      const { version, before, exposure, decision, reason, compared } = state;
      say(standing, `v${version} scores ${exposure.share / 10} % of the events, v${before} the rest. ${count(compared)} events were answered by both. ${words(decision)}: ${reason}.`);
      cast.replaceChildren(...(state.votes.length ? [votes(state.votes)] : []));
      buttons.get('pause').hidden = exposure.paused;
      buttons.get('resume').hidden = !exposure.paused;
      buttons.get('approve').hidden = exposure.share === 1000;
    } catch (e) {
      if (!signal.aborted) say(said, `The state of the rollout is not known: ${e.message}`);
    }
  }

  renew();
  const timer = setInterval(renew, EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
  return { node, renew };
}

const words = decision => ({ hold: 'It stays as it is', forward: 'It goes on', back: 'It goes back' })[decision] ?? decision;

function button(domain, name, text, said, done) {
  const node = el('button', { type: 'button', className: 'plain', textContent: text });
  node.addEventListener('click', async () => {
    node.disabled = true;
    try {
      const { version, exposure } = await command(`/api/rollouts/${encodeURIComponent(domain)}/${name}`);
      say(said, `Announced: v${version} scores ${exposure.share / 10} % of the events${exposure.paused ? ', paused' : ''}.`);
    } catch (e) {
      say(said, `Not done: ${e.message}`);
    }
    node.disabled = false;
    done();
  });
  return node;
}
