// The states of a domain, from what needs a person first to what needs nobody.

export const STATES = {
  FAILED: { word: 'Failed', clause: 'needs a look' },
  REFUSED: { word: 'Refused', clause: 'has drifted, and the new model was refused' },
  SKIPPED: { word: 'Skipped', clause: 'has drifted, and its adaptation was skipped' },
  WITHHELD: { word: 'Withheld', clause: 'has drifted, and a dry run keeps the new model back' },
  DRIFTING: { word: 'Drifting', clause: 'is drifting' },
  ADAPTING: { word: 'Adapting', clause: 'is being adapted' },
  RECOVERED: { word: 'Recovered', clause: 'has recovered' },
  QUIET: { word: 'Quiet', clause: 'is quiet' },
};

const ORDER = Object.keys(STATES);

export const urgency = card => ORDER.indexOf(card.state);
export const isCalm = card => urgency(card) >= ORDER.indexOf('RECOVERED');
export const byName = (a, b) => a.domain.localeCompare(b.domain, 'en', { numeric: true });
