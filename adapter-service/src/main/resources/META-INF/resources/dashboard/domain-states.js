// The states of a domain, most severe first.

export const STATES = {
  FAILED: { label: 'Failed', clause: 'needs attention' },
  STALE: { label: 'Stale', clause: 'is not monitored' },
  REJECTED: { label: 'Rejected', clause: 'has drifted; the candidate was rejected' },
  SKIPPED: { label: 'Skipped', clause: 'has drifted; its adaptation was skipped' },
  WITHHELD: { label: 'Withheld', clause: 'has drifted; the candidate is withheld (dry run)' },
  DRIFTING: { label: 'Drifting', clause: 'is drifting' },
  ADAPTING: { label: 'Adapting', clause: 'is being adapted' },
  RECOVERED: { label: 'Recovered', clause: 'has recovered' },
  QUIET: { label: 'Quiet', clause: 'is quiet' },
};

const ORDER = Object.keys(STATES);

export const severity = summary => ORDER.indexOf(summary.state);
export const isQuiet = summary => severity(summary) >= ORDER.indexOf('RECOVERED');
export const byName = (a, b) => a.domain.localeCompare(b.domain, 'en', { numeric: true });
