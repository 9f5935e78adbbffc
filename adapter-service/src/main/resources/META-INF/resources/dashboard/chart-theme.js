// Colours of the style sheet for canvas charts.

/** Reads a colour by name on every call, as the colour scheme may change. */
export const themeColours = node => name => getComputedStyle(node).getPropertyValue(`--${name}`).trim();

export const axisStyle = colour => ({ stroke: () => colour('muted'), grid: { stroke: () => colour('line'), width: 1 }, ticks: { show: false } });
