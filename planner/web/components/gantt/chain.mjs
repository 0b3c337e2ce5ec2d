// The chain behind a date: its measures together above all groups, numbered dates on their bars, arrows between them.
import { Pen, shape, size, text } from "../elements/elements.mjs";
import { x } from "../timeline/scale.mjs";
import { route } from "./arrows.mjs";
import { CHAIN, rowOfMeasure } from "./rows.mjs";

/** @typedef {import("../timeline/scale.mjs").View} View */
/** @typedef {import("./bars.mjs").Box} Box */
/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").GroupRow} GroupRow */
/** @typedef {import("./rows.mjs").Row} Row */
/**
 * What has been followed (planner/view/chain.py); measures by id, places in time in periods.
 * @typedef {{
 *   from: string, leaves: number, to: string, arrives: number, waits: boolean, full: [number, number][], label: string, text: string,
 * }} Arrow
 */
/** @typedef {{ measure: string, at: number, number: number, text: string }} Dated */
/**
 * @typedef {{
 *   name: string, spoken: string, measures: string[], dates: Dated[], arrows: Arrow[], legend: [depends: string, waits: string, full: string],
 * }} Chain
 */
/**
 * An arrow between the middles of two rows, in pixels.
 * @typedef {{ arrow: Arrow, from: number, to: number }} Line
 */
/**
 * Where rows stand: their height, and the middle of the bars in them.
 * @typedef {{ rows: Row[], data: Data, view: View, rowHeight: number, middle: number, bottom: number }} Place
 */

const RADIUS = 8, LETTER = 6, GAP = 14, SAMPLE = 22;
const BELOW = 6;  // where both kinds of arrow reach a date, one would hide the other
const LEGEND = ["chain-arrow", "chain-arrow waits", "chain-full"];

/**
 * Draw arrows first, and the dates over them.
 * @param {SVGElement} svg
 * @param {Chain} chain
 * @param {Place} place
 */
export function drawChain(svg, chain, place) {
  const ends = chain.arrows.map((arrow) => ({ arrow, from: middleOf(arrow.from, place), to: middleOf(arrow.to, place) }));
  const drawn = ends.flatMap(({ arrow, from, to }) => (from === null || to === null || isHidden(arrow, from, to) ? [] : [{ arrow, from, to }]));
  drawn.forEach((line) => drawFull(svg, line, place));
  drawn.forEach((line) => drawArrow(svg, line, place, drawn.some((other) => isBeyond(other, line))));
  drawn.forEach((line) => drawLabel(svg, line, place, chain.dates.filter((date) => date.measure === line.arrow.from)));
  chain.dates.forEach((date) => drawDate(svg, date, place));
}

/**
 * Whether two measures stand in one row, as where the chain is closed; what a measure waits for in itself is drawn.
 * @param {Arrow} arrow
 * @param {number} from
 * @param {number} to
 * @returns {boolean}
 */
function isHidden(arrow, from, to) {
  return from === to && (arrow.from !== arrow.to || arrow.leaves >= arrow.arrives);
}

/**
 * Whether an arrow comes the same way from further off: then that one is drawn, and this one only joins it.
 * @param {Line} other
 * @param {Line} line
 */
function isBeyond(other, line) {
  const same = other.to === line.to && other.arrow.leaves === line.arrow.leaves && other.arrow.waits === line.arrow.waits;
  return same && (other.from - other.to) / (line.from - line.to) > 1;
}

/**
 * The time in which the one that is waited for is full, under the bars of a measure that fills it.
 * @param {SVGElement} svg
 * @param {Line} line
 * @param {Place} place
 */
function drawFull(svg, { arrow, from }, { view, middle, bottom }) {
  const y = from - middle + bottom;
  for (const [start, end] of arrow.full) {
    shape(svg, "line", { class: "chain-full", x1: x(view, start), x2: x(view, end), y1: y, y2: y }, arrow.text);
  }
}

/**
 * @param {SVGElement} svg
 * @param {Line} line
 * @param {Place} place
 * @param {boolean} joins
 */
function drawArrow(svg, { arrow, from, to }, { view, rowHeight }, joins) {
  const [x1, x2] = [x(view, arrow.leaves), x(view, arrow.arrives) - RADIUS];
  const y2 = to + (arrow.waits ? BELOW : 0);
  const d = joins ? `M${x1},${from}h8` : route([x1, from], [x2, y2], rowHeight, "");
  shape(svg, "path", { class: arrow.waits ? "chain-arrow waits" : "chain-arrow", d }, arrow.text);
  shape(svg, "path", { class: arrow.waits ? "chain-head waits" : "chain-head", d: `M${x2},${y2}l-8,-4.5v9z` });
  shape(svg, "circle", { class: "chain-from", cx: x1, cy: from, r: 3.5 });
}

/**
 * What is waited for, in words beside where the arrow leaves: after it, or before it where there is no room.
 * @param {SVGElement} svg
 * @param {Line} line
 * @param {Place} place
 * @param {Dated[]} dates that stand in the same row
 */
function drawLabel(svg, { arrow, from }, { view }, dates) {
  if (!arrow.label) return;
  const width = arrow.label.length * LETTER + 8, after = x(view, arrow.leaves) + GAP, end = after + width;
  const isTaken = dates.some((date) => x(view, date.at) > after - RADIUS && x(view, date.at) < end + RADIUS);
  const left = end < view.width && !isTaken ? after : after - GAP - 8 - width;
  shape(svg, "rect", { class: "share-ground", x: left, y: from - 8, width, height: 16, rx: 2 });
  text(svg, arrow.label, { class: "chain-label", x: left + 4, y: from + 4 });
}

/**
 * @param {SVGElement} svg
 * @param {Dated} date
 * @param {Place} place
 */
function drawDate(svg, date, place) {
  const middle = middleOf(date.measure, place);
  if (middle === null) return;
  const at = Math.min(Math.max(x(place.view, date.at), RADIUS + 1), place.view.width - RADIUS - 1);
  shape(svg, "circle", { class: "chain-date", cx: at, cy: middle, r: RADIUS }, date.text);
  text(svg, date.number, { class: "chain-number", x: at, y: middle + 4, "text-anchor": "middle" });
}

/**
 * @param {string} id
 * @param {Place} place
 * @returns {number | null}
 */
function middleOf(id, { rows, data, rowHeight, middle }) {
  const row = rowOfMeasure(rows, data.measures.findIndex((measure) => measure.id === id));
  return row < 0 ? null : row * rowHeight + middle;
}

/**
 * What the two kinds of arrow mean, in the row of the chain itself.
 * @param {SVGElement} svg
 * @param {GroupRow} row
 * @param {Box} box
 * @param {number} width
 */
export function drawLegend(svg, row, box, width) {
  size(svg, width, box.top + box.height);
  const outer = new Pen(svg), pen = new Pen(outer.shape("g", {}));
  const y = box.top + box.height / 2;
  let left = 10;
  (row.group.legend || []).forEach((words, kind) => {
    pen.shape("path", { class: LEGEND[kind], d: `M${left},${y}h${SAMPLE}` });
    if (kind < 2) pen.shape("path", { class: kind ? "chain-head waits" : "chain-head", d: `M${left + SAMPLE + 4},${y}l-8,-4.5v9z` });
    pen.text(words, { class: "chain-label", x: left + SAMPLE + 8, y: y + 4 });
    left += SAMPLE + 8 + words.length * LETTER + GAP;
  });
  pen.end();
  outer.end();
}

/**
 * The chain as a group of rows, which stands above the others.
 * @param {Data} data
 * @param {Chain} chain
 */
export function groupOf(data, chain) {
  const measures = chain.measures.map((id) => data.measures.findIndex((measure) => measure.id === id)).filter((place) => place >= 0);
  return { key: CHAIN, name: chain.name, measures, making: [], adopting: [], spoken: chain.spoken, legend: chain.legend };
}
