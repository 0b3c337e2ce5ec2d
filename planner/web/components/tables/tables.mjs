// Tables drawn from plain data: a table of two thousand cells made of Dash components takes many seconds.
import { html } from "../elements/elements.mjs";

/** @typedef {string | { text: string, kind: string, choose?: string }} Cell `choose` makes a button of it */
/** @typedef {{ kind: string, chooses?: string, caption: string, summary?: string, head: string[], rows: Cell[][] }} Table */

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
  data.rows.forEach((cells) => row(body, cells, "row", data.chooses));
}

/**
 * @param {HTMLElement} parent
 * @param {Cell[]} cells
 * @param {"col" | "row"} scope
 * @param {string} [chooses] what the buttons in it choose
 */
function row(parent, cells, scope, chooses) {
  const line = html(parent, "tr", "");
  cells.forEach((cell, number) => {
    const isHeading = scope === "col" || number === 0;
    const { text, kind, choose } = typeof cell === "string" ? { text: cell, kind: "", choose: undefined } : cell;
    const place = html(line, isHeading ? "th" : "td", kind, isHeading ? { scope } : {});
    const written = choose && chooses ? html(place, "button", "choose", { type: "button", "data-choose": chooses, "data-id": choose }) : place;
    written.textContent = text;
  });
}
