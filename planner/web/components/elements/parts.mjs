// Builds what the page is sent as parts (planner/web/components/panel/inspector.py): plain elements, text as text.
import { html, mark } from "./elements.mjs";

/** @typedef {null | string | number | Built | Part[]} Part */
/** @typedef {{ type: string, props: Record<string, unknown> & { children?: Part, className?: string } }} Built */

const KNOWN = new Set(["A", "Dd", "Details", "Div", "Dl", "Dt", "H2", "H3", "Li", "Ol", "P", "Section", "Span", "Strong", "Summary", "Table", "Tbody", "Td", "Th", "Thead", "Tr", "Ul"]);
/** @type {Record<string, string>} What an attribute is called, where parts call it otherwise. */
const ATTRIBUTES = { tabIndex: "tabindex", role: "role", scope: "scope", title: "title", target: "target", rel: "rel", href: "href" };

/**
 * @param {Element} parent
 * @param {Part | undefined} part
 */
export function build(parent, part) {
  if (part === null || part === undefined) return;
  if (Array.isArray(part)) return part.forEach((one) => build(parent, one));
  if (typeof part !== "object") return parent.append(String(part));
  if (!KNOWN.has(part.type)) return;
  const { children, className, ...others } = part.props, element = html(parent, part.type.toLowerCase(), className ?? "");
  for (const [name, value] of Object.entries(others)) {
    const known = ATTRIBUTES[name] ?? (/^(?:aria|data)-/.test(name) ? name : "");
    if (known && isSafe(known, String(value))) mark(element, known, String(value));
  }
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
