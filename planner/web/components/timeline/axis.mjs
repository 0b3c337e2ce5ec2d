// What runs through all rows: years and periods, and the status date.
import { shape, size, text } from "../elements/elements.mjs";
import { visible, x } from "./scale.mjs";

/** @typedef {import("./scale.mjs").View} View */
/**
 * What the axis needs of the data: a tick for each period, and the status date as an instant.
 * @typedef {{ ticks: { year: number, short: string }[], status: number, texts: Record<string, string> }} Timed
 */

const ROOM_FOR_YEAR = 34, ROOM_FOR_PERIOD = 36, ROOM_FOR_LINE = 9;

/**
 * Years above, periods below where they fit.
 * @param {SVGElement} svg
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 */
export function drawAxis(svg, data, view, height) {
  svg.replaceChildren();
  size(svg, view.width, height);
  const [first, last] = visible(view);
  const every = yearsBetweenNames(data, view);
  for (let t = first; t < last; t++) {
    const at = x(view, t), tick = data.ticks[t], begins = beginsYear(data, t);
    if (begins || t === first) {
      if (begins) shape(svg, "line", { class: "year-line", x1: at, x2: at, y1: 4, y2: height });
      const room = (x(view, endOfYear(data, t)) - Math.max(at, 0)) * every;
      if (room > ROOM_FOR_YEAR && tick.year % every === data.ticks[0].year % every) text(svg, tick.year, { class: "year", x: Math.max(at, 0) + 5, y: 16 });
    }
    if (view.unit > ROOM_FOR_PERIOD) text(svg, tick.short, { class: "tick", x: at + 5, y: height - 6 });
    else if (view.unit > ROOM_FOR_LINE) shape(svg, "line", { class: "period-line", x1: at, x2: at, y1: height - 6, y2: height });
  }
}

/**
 * Lines at each year, and at each period where there is room.
 * @param {SVGElement} svg
 * @param {Timed} data
 * @param {View} view
 * @param {number} height
 */
export function drawGrid(svg, data, view, height) {
  svg.replaceChildren();
  size(svg, view.width, height);
  const [first, last] = visible(view);
  for (let t = first; t < last; t++) {
    const at = x(view, t), begins = beginsYear(data, t);
    if (begins || view.unit > ROOM_FOR_PERIOD) shape(svg, "line", { class: begins ? "year-line" : "period-line", x1: at, x2: at, y1: 0, y2: height });
  }
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
