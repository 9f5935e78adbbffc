// Creates and reconciles elements. Content is set as text only, so data is never interpreted as markup.

export const byId = id => document.getElementById(id);

/** Creates an element; names that are not properties of the element become attributes. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export const panel = (title, ...content) => el('section', { className: 'panel' }, el('h2', { textContent: title }), ...content);

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `/dashboard/icons.svg#${name}`);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** Sets the text only if it differs: screen readers announce every write to a live region. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of `parent` match `items` in order. A child is reused while its key and signature are unchanged, which
 * preserves focus and open details.
 */
export function reconcile(parent, items, { key, signature = JSON.stringify, build }) {
  const existing = new Map([...parent.children].map(child => [child.dataset.key, child]));
  const children = items.map(item => {
    const newSignature = signature(item);
    const child = existing.get(key(item));
    if (child && child.signature === newSignature) return child;
    const built = build(item);
    built.dataset.key = key(item);
    built.signature = newSignature;
    restoreOpenDetails(child, built);
    return built;
  });
  if (children.length !== parent.children.length || children.some((child, i) => child !== parent.children[i])) {
    parent.replaceChildren(...children);
  }
}

function restoreOpenDetails(previous, child) {
  if (!previous) return;
  const open = [...previous.querySelectorAll('details')].map(details => details.open);
  child.querySelectorAll('details').forEach((details, i) => { details.open = open[i] ?? false; });
}
