// The page with the diagnosis of a domain: recommendation and checks.

import { get } from './api.js';
import { el, icon, panel, setText } from './dom.js';
import { count, modelName, moment, number } from './format.js';
import { domainAddress } from './links.js';

export function diagnosisPage({ main, signal }, domain) {
  const message = el('p', { className: 'intro', role: 'status', textContent: `Diagnosing ${domain}…` });
  const body = el('div', {});
  main.append(el('h1', { textContent: `Diagnosis of ${domain}` }), message, body,
    el('p', {}, el('a', { href: domainAddress(domain), textContent: `Back to ${domain}` })));
  get(`/api/domains/${encodeURIComponent(domain)}/diagnosis`, { signal }).then(
    diagnosis => {
      setText(message, `${modelName(diagnosis.modelDomain, diagnosis.version)} on the ${count(diagnosis.rows)} newest events, ${moment(diagnosis.from)} to ${moment(diagnosis.to)}. No target labels were used.`);
      body.append(recommendationPanel(diagnosis), checksPanel(diagnosis));
    },
    e => signal.aborted || setText(message, `Diagnosis unavailable: ${e.message}`),
  );
  return { title: `Diagnosis of ${domain}` };
}

function recommendationPanel({ recommendation }) {
  return panel('Recommendation',
    el('p', { className: 'recommendation', textContent: recommendation.text }),
    el('p', { className: 'reason', textContent: `Reasons: ${recommendation.reasons.join(', ') || 'all checks'}` }));
}

function checksPanel({ steps }) {
  return panel('Checks',
    el('ol', { className: 'checks diagnosis' }, ...steps.map(step => el('li', { 'data-passed': step.passed },
      icon(step.passed ? 'passed' : 'failed-check'),
      el('span', { className: 'name' }, el('span', { className: 'visually-hidden', textContent: step.passed ? 'passed: ' : 'failed: ' }), step.check,
        el('span', { className: 'reason', textContent: step.interpretation })),
      el('span', { className: 'value', textContent: known(step.value) ? number(step.value) : '–' }),
      el('span', { className: 'threshold', textContent: expectedRange(step) })))));
}

const known = value => value !== null && value !== undefined;

function expectedRange({ lowerBound, upperBound }) {
  if (known(lowerBound) && known(upperBound)) return `${number(lowerBound)} to ${number(upperBound)}`;
  if (known(lowerBound)) return `at least ${number(lowerBound)}`;
  return known(upperBound) ? `at most ${number(upperBound)}` : '';
}
