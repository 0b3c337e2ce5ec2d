// The arrows of the chosen measure: what it waits for, and what waits for it, and how tight each link is.
import { shape } from "../elements/elements.mjs";
import { x } from "../timeline/scale.mjs";
import { rowOfMeasure } from "./rows.mjs";

/** @typedef {import("../timeline/scale.mjs").View} View */
/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").Link} Link */
/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {"tight" | "slack" | "broken"} State */

const HEAD = "m-6,-4l6,4l-6,4";

/**
 * Arrows to and from a measure, along the rows, from where one ends to where the other begins. Colour and line both say
 * whether there is time to spare; which way it goes, the head does.
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
    const state = stateOf(link.arrives - link.leaves - link.lag);
    const name = `arrow ${link.to === index ? "before" : "after"} ${state}`;
    if (state === "broken") shape(svg, "path", { class: "arrow-under", d });
    shape(svg, "path", { class: name, d }, words(data, link, link.arrives - link.leaves - link.lag));
  });
}

/**
 * @param {number} spare periods between the two instants above those that there have to be
 * @returns {State}
 */
function stateOf(spare) {
  return spare < 0 ? "broken" : spare === 0 ? "tight" : "slack";
}

/**
 * @param {Data} data
 * @param {Link} link
 * @param {number} spare
 * @returns {string}
 */
function words(data, link, spare) {
  const { texts, measures } = data, count = Math.abs(spare);
  const periods = count === 1 ? texts.one_period : texts.many_periods.replace("{count}", String(count));
  const said = texts[stateOf(spare)].replace("{before}", measures[link.from].name).replace("{after}", measures[link.to].name);
  return said.replace("{periods}", periods);
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
