// What is wrong between a model and its domain, and the one thing to do about it.

import { read } from './api.js';
import { el, icon, say } from './dom.js';
import { count, modelName, moment, number } from './format.js';
import { domainAddress } from './address.js';

export function diagnosisPage({ main, signal }, domain) {
  const said = el('p', { className: 'intro', role: 'status', textContent: `Looking at ${domain}, which takes some seconds…` });
  const body = el('div', {});
  main.append(el('h1', { textContent: `Diagnosis of ${domain}` }), said, body,
    el('p', {}, el('a', { href: domainAddress(domain), textContent: `Back to ${domain}` })));
  read(`/api/domains/${encodeURIComponent(domain)}/diagnosis`, { signal }).then(
    answer => {
      say(said, `${modelName(answer.lineage, answer.version)} against the ${count(answer.rows)} newest events, ${moment(answer.from)} to ${moment(answer.to)}. No label of theirs was looked at.`);
      body.append(advice(answer), steps(answer));
    },
    e => signal.aborted || say(said, `No diagnosis: ${e.message}`),
  );
  return { title: `Diagnosis of ${domain}` };
}

function advice({ recommendation }) {
  return el('section', { className: 'panel advice' }, el('h2', { textContent: 'What to do' }),
    el('p', { className: 'advised', textContent: recommendation.text }),
    el('p', { className: 'reason', textContent: `Because of: ${recommendation.because.join(', ') || 'everything below'}` }));
}

function steps({ steps: taken }) {
  return el('section', { className: 'panel' }, el('h2', { textContent: 'What was looked at' }),
    el('ol', { className: 'votes diagnosis' }, ...taken.map(step => el('li', { 'data-passed': step.holds },
      icon(step.holds ? 'passed' : 'missed'),
      el('span', { className: 'name' }, el('span', { className: 'unseen', textContent: step.holds ? 'as it should be: ' : 'stands out: ' }), step.question,
        el('span', { className: 'reason', textContent: step.verdict })),
      el('span', { className: 'value', textContent: known(step.measured) ? number(step.measured) : '–' }),
      el('span', { className: 'line', textContent: band(step) })))));
}

const known = value => value !== null && value !== undefined;

function band({ least, most }) {
  if (known(least) && known(most)) return `${number(least)} to ${number(most)}`;
  if (known(least)) return `at least ${number(least)}`;
  return known(most) ? `at most ${number(most)}` : '';
}
