// What runs through all rows: years over quarters or months, lines below them, and the status date.
import { Pen, shape, size } from "../elements/elements.mjs";
import { along, shift, stretch, visible, x } from "./scale.mjs";

/** @typedef {import("./scale.mjs").View} View */
/**
 * What the axis needs of the data: a tick for each period and the months in it, the names of parts of a year, and the
 * status date as an instant.
 * @typedef {{
 *   months: number, ticks: { year: number, month: number, short: string }[], names: { quarters: string[], months: string[] },
 *   status: number, texts: Record<string, string>,
 * }} Timed
 */
/** @typedef {{ at: number, words: string }} Part */

const ROOM_FOR_YEAR = 34, ROOM_FOR_MONTH = 31, ROOM_FOR_QUARTER = 23, ROOM_FOR_DIGIT = 10, ROOM_FOR_LINE = 36;
const MONTHS_OF_A_QUARTER = 3;

/**
 * Years above, and below them what of their parts there is room for.
 * @param {SVGElement} svg
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 * @param {number} [years] the height of the upper row; without a lower one where it is all
 */
export function drawAxis(svg, data, view, height, years = height) {
  size(svg, view.width, height);
  const pen = new Pen(svg);
  drawYears(pen, data, view, height, years);
  if (years < height) drawParts(pen, data, view, height, years);
  pen.end();
}

/**
 * @param {Pen} pen
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 * @param {number} years
 */
function drawYears(pen, data, view, height, years) {
  const [first, last] = visible(view);
  const every = yearsBetweenNames(data, view);
  for (let t = first; t < last; t++) {
    const at = x(view, t), tick = data.ticks[t], begins = beginsYear(data, t);
    if (!begins && t !== first) continue;
    if (begins) pen.shape("line", { class: "year-line", x1: at, x2: at, y1: 4, y2: height });
    const room = (x(view, endOfYear(data, t)) - Math.max(at, 0)) * every;
    if (room > ROOM_FOR_YEAR && tick.year % every === data.ticks[0].year % every) {
      pen.text(tick.year, { class: "year", x: Math.max(at, 0) + 5, y: years - 6 });
    }
  }
}

/**
 * @param {Pen} pen
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 * @param {number} years
 */
function drawParts(pen, data, view, height, years) {
  pen.shape("line", { class: "period-line", x1: 0, x2: view.width, y1: years + 0.5, y2: years + 0.5 });
  for (const part of partsOf(data, view, visible(view))) {
    const at = x(view, part.at);
    pen.shape("line", { class: "period-line", x1: at, x2: at, y1: years, y2: height });
    pen.text(part.words, { class: "tick", x: at + 3, y: height - 5 });
  }
}

/**
 * The months or quarters of some periods, whichever there is room for.
 * @param {Timed} data
 * @param {View} view
 * @param {[first: number, last: number]} periods
 * @returns {Part[]}
 */
function partsOf(data, view, [first, last]) {
  const month = view.unit / data.months, quarter = month * MONTHS_OF_A_QUARTER;
  if (month >= ROOM_FOR_MONTH) return named(data, first, last, 1, data.names.months);
  if (quarter >= ROOM_FOR_QUARTER) return named(data, first, last, MONTHS_OF_A_QUARTER, data.names.quarters);
  if (quarter >= ROOM_FOR_DIGIT) return named(data, first, last, MONTHS_OF_A_QUARTER, ["1", "2", "3", "4"]);
  return [];
}

/**
 * @param {Timed} data
 * @param {number} first
 * @param {number} last
 * @param {number} months how many a part has
 * @param {string[]} names of the parts of a year
 * @returns {Part[]}
 */
function named(data, first, last, months, names) {
  /** @type {Part[]} */
  const parts = [];
  for (let t = first; t < last; t++) {
    for (let month = 0; month < data.months; month++) {
      const ofYear = data.ticks[t].month - 1 + month;
      if (ofYear % months === 0) parts.push({ at: t + month / data.months, words: names[ofYear / months] });
    }
  }
  return parts;
}

/**
 * Lines at each year, and at each period where there is room.
 * @param {Pen} pen
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 */
export function drawLines(pen, data, view, height) {
  const [first, last] = stretch(view);
  for (let t = first; t < last; t++) {
    const at = along(view, t), begins = beginsYear(data, t);
    if (begins || view.unit > ROOM_FOR_LINE) pen.shape("line", { class: begins ? "year-line" : "period-line", x1: at, x2: at, y1: 0, y2: height });
  }
}

/**
 * The lines behind all rows, in a group that moves when they are panned.
 * @param {SVGElement} svg
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 */
export function drawGrid(svg, data, view, height) {
  size(svg, view.width, height);
  const outer = new Pen(svg), pen = new Pen(outer.shape("g", { transform: shift(view) }));
  drawLines(pen, data, view, height);
  pen.end();
  outer.end();
}

/**
 * @param {SVGElement} svg
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 */
export function drawStatusDate(svg, data, view, height) {
  const at = Math.max(x(view, data.status), 1);
  if (x(view, data.status) < -1 || at > view.width) return;
  shape(svg, "line", { class: "status-date", x1: at, x2: at, y1: 0, y2: height }, data.texts.status);
}

/**
 * @param {Timed} data
 * @param {number} t
 * @returns {boolean}
 */
function beginsYear(data, t) {
  return t === 0 || data.ticks[t].year !== data.ticks[t - 1].year;
}

/**
 * @param {Timed} data
 * @param {number} t
 * @returns {number}
 */
function endOfYear(data, t) {
  let end = t;
  while (end < data.ticks.length && data.ticks[end].year === data.ticks[t].year) end++;
  return end;
}

/**
 * Name every year where there is room, else every second, third … one.
 * @param {Timed} data
 * @param {View} view
 * @returns {number}
 */
function yearsBetweenNames(data, view) {
  const years = new Set(data.ticks.map((tick) => tick.year)).size;
  return Math.max(1, Math.ceil((ROOM_FOR_YEAR * years) / (view.unit * view.periods)));
}
