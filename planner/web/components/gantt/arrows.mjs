// The arrows of the chosen measure: what it waits for, and what waits for it.
import { shape } from "../elements/elements.mjs";
import { x } from "../timeline/scale.mjs";
import { rowOfMeasure } from "./rows.mjs";

/** @typedef {import("../timeline/scale.mjs").View} View */
/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").Row} Row */

const HEAD = "m-6,-4l6,4l-6,4";

/**
 * Arrows to and from a measure, along the rows, from where one ends to where the other begins.
 * @param {SVGElement} svg
 * @param {Data} data
 * @param {View} view
 * @param {Row[]} rows
 * @param {number} index
 * @param {number} rowHeight
 * @param {number} middle
 */
export function drawArrows(svg, data, view, rows, index, rowHeight, middle) {
  data.links.filter((link) => link.from === index || link.to === index).forEach((link) => {
    const from = rowOfMeasure(rows, link.from), to = rowOfMeasure(rows, link.to);
    if (from < 0 || to < 0 || from === to || link.leaves === null || link.arrives === null) return;
    const d = route([x(view, link.leaves), from * rowHeight + middle], [x(view, link.arrives), to * rowHeight + middle], rowHeight, HEAD);
    shape(svg, "path", { class: link.to === index ? "arrow before" : "arrow after", d });
  });
}

/**
 * The way of an arrow along the rows, and its head where one is drawn with the same line.
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {number} rowHeight
 * @param {string} head
 * @returns {string}
 */
export function route([x1, y1], [x2, y2], rowHeight, head) {
  const beside = y2 + (y1 < y2 ? -rowHeight / 2 : rowHeight / 2);
  if (x2 >= x1 + 16) return `M${x1},${y1}h8V${y2}H${x2 - 1}${head}`;
  return `M${x1},${y1}h8V${beside}H${x2 - 10}V${y2}h9${head}`;
}
