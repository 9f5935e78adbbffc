// Addresses of the pages.

export const domainAddress = domain => `#/domains/${encodeURIComponent(domain)}`;
export const diagnosisAddress = domain => `${domainAddress(domain)}/diagnosis`;
export const adaptationAddress = id => `#/adaptations/${encodeURIComponent(id)}`;
