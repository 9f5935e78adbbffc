// The colours of the style sheet, for what is drawn on a canvas.

/** Reads a colour by its name; anew each time, as a person may change from light to dark. */
export const tones = node => name => getComputedStyle(node).getPropertyValue(`--${name}`).trim();

/** What all axes have in common. */
export const axis = colour => ({ stroke: () => colour('soft'), grid: { stroke: () => colour('line'), width: 1 }, ticks: { show: false } });
