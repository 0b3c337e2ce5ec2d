// Tables drawn from plain data: a table of two thousand cells made of Dash components takes many seconds.
import { html } from "../elements/elements.mjs";

/** @typedef {string | { text: string, kind: string }} Cell */
/** @typedef {{ kind: string, caption: string, summary?: string, head: string[], rows: Cell[][] }} Table */

/**
 * Draw a table into a host: the first cell of each row names it. A cell is text, or text with a class.
 * @param {HTMLElement} host
 * @param {Table} data
 */
export function draw(host, data) {
  host.replaceChildren();
  if (data.summary) html(host, "p", "quiet").textContent = data.summary;
  const frame = html(host, "div", "scroll-x", { tabindex: "0", role: "region", "aria-label": data.caption });
  const table = html(frame, "table", data.kind);
  html(table, "caption", "unseen").textContent = data.caption;
  row(html(table, "thead", ""), data.head, "col");
  const body = html(table, "tbody", "");
  data.rows.forEach((cells) => row(body, cells, "row"));
}

/**
 * @param {HTMLElement} parent
 * @param {Cell[]} cells
 * @param {"col" | "row"} scope
 */
function row(parent, cells, scope) {
  const line = html(parent, "tr", "");
  cells.forEach((cell, place) => {
    const isHeading = scope === "col" || place === 0;
    const { text, kind } = typeof cell === "string" ? { text: cell, kind: "" } : cell;
    html(line, isHeading ? "th" : "td", kind, isHeading ? { scope } : {}).textContent = text;
  });
}
