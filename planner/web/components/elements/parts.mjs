// Builds what the page is sent as parts (planner/web/parts.py): plain elements, text as text.
import { html, mark } from "./elements.mjs";

/** @typedef {null | string | number | Built | Part[]} Part */
/** @typedef {{ type: string, props: Record<string, unknown> & { children?: Part, className?: string, style?: Record<string, string> } }} Built */

const KNOWN = new Set(["A", "Dd", "Details", "Div", "Dl", "Dt", "H2", "H3", "H4", "Li", "Ol", "P", "Section", "Span", "Strong", "Summary", "Table", "Tbody", "Td", "Th", "Thead", "Tr", "Ul"]);
/** @type {Record<string, string>} What an attribute is called, where parts call it otherwise. */
const ATTRIBUTES = { tabIndex: "tabindex", role: "role", scope: "scope", title: "title", target: "target", rel: "rel", href: "href" };

/** @type {WeakMap<Element, { parts: string, made: ChildNode[] }>} what each place that carries its parts was filled with last */
const filled = new WeakMap();

/** Fill the places that carry their parts, once they can be seen: what is closed is built when it is opened, or printed. */
export function followParts() {
  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-parts", "open"] };
  new MutationObserver((records) => {
    records.forEach(({ target }) => { if (target instanceof HTMLElement && !target.dataset.parts) empty(target); });
    fillPlaces(false);
  }).observe(document.body, seen);
  window.addEventListener("beforeprint", () => fillPlaces(true));
}

/** @param {boolean} all whether what is closed is filled too */
function fillPlaces(all) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-parts]"))) {
    const parts = place.dataset.parts ?? "";
    if (filled.get(place)?.parts === parts || (!all && isClosed(place))) continue;
    empty(place);
    build(place, JSON.parse(parts));
    filled.set(place, { parts, made: [...place.childNodes] });
  }
}

/**
 * Take away what a place was filled with: whoever drew the place may use it for something else.
 * @param {Element} place
 */
function empty(place) {
  filled.get(place)?.made.forEach((node) => node.remove());
  filled.delete(place);
}

/**
 * Whether something lies in what is closed.
 * @param {Element} place
 */
export function isClosed(place) {
  return Boolean(place.closest("details:not([open])"));
}

/**
 * @param {Element} parent
 * @param {Part | undefined} part
 */
export function build(parent, part) {
  if (part === null || part === undefined) return;
  if (Array.isArray(part)) return part.forEach((one) => build(parent, one));
  if (typeof part !== "object") return parent.append(String(part));
  if (!KNOWN.has(part.type)) return;
  const { children, className, style, ...others } = part.props, element = html(parent, part.type.toLowerCase(), className ?? "");
  for (const [name, value] of Object.entries(others)) {
    const known = ATTRIBUTES[name] ?? (/^(?:aria|data)-/.test(name) ? name : "");
    if (known && isSafe(known, String(value))) mark(element, known, String(value));
  }
  Object.assign(element.style, style);
  build(element, children);
}

/**
 * Only the web and this page are linked to, whatever the data holds.
 * @param {string} name
 * @param {string} value
 */
function isSafe(name, value) {
  return name !== "href" || /^(?:https?:\/\/|\/(?!\/)|\?)/.test(value);
}
