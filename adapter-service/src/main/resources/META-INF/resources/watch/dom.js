// Building and keeping elements. Text goes in as text only, so nothing from the log is ever markup.

export const byId = id => document.getElementById(id);

/** An element; properties that are not the element's own become attributes. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `/watch/icons.svg#${name}`);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** Sets text only where it differs: a live region speaks whenever it is written. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of `parent` show `items` in their order. A child is kept while its key and its signature stay, so
 * that focus and open details survive.
 */
export function keep(parent, items, { key, signature = JSON.stringify, build }) {
  const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
  const children = items.map(item => {
    const now = signature(item);
    const child = old.get(key(item));
    if (child && child.signature === now) return child;
    const built = build(item);
    built.dataset.key = key(item);
    built.signature = now;
    carryOver(child, built);
    return built;
  });
  if (children.length !== parent.children.length || children.some((child, i) => child !== parent.children[i])) {
    parent.replaceChildren(...children);
  }
}

function carryOver(before, after) {
  if (!before) return;
  const open = [...before.querySelectorAll('details')].map(details => details.open);
  after.querySelectorAll('details').forEach((details, i) => { details.open = open[i] ?? false; });
}
