// The columns at the left of the bars: which there are, how wide each is, and what stands in them of a row.
import { html, mark, write } from "../elements/elements.mjs";

/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").Held} Held */
/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {"name" | "start" | "end" | "difference" | "owner" | "status"} Column */
/**
 * What of the page decides what columns say.
 * @typedef {{ data: Data, against: string, order: import("./sorting.mjs").Order | null, width: number }} Shown
 */

const WIDEST_NAME = 320;
/** @type {Record<Column, number>} in pixels; the usual four take 300, more where the chart is wide */
const WIDTHS = { name: 168, start: 44, end: 52, difference: 36, owner: 120, status: 88 };
/** @type {Record<Column, string>} the name of each text */
const HEADS = { name: "name", start: "start", end: "end", difference: "difference", owner: "owner", status: "state" };
/** @type {Column[]} */
const USUAL = ["name", "start", "end", "difference"];

/**
 * The columns that are asked for by name, in the order in which they are named; the name comes always, and first.
 * @param {string} asked
 * @returns {Column[]}
 */
export function columnsOf(asked) {
  const named = asked.split(/[\s,]+/).filter((name) => name in WIDTHS && name !== "name");
  return asked.trim() ? ["name", .../** @type {Column[]} */ ([...new Set(named)])] : USUAL;
}

/**
 * @param {Column[]} columns
 * @param {number} width of the chart
 * @returns {number}
 */
export function widthOf(columns, width) {
  return columns.reduce((sum, column) => sum + (column === "name" ? nameWidth(width) : WIDTHS[column]), 0);
}

/**
 * @param {number} width of the chart
 * @returns {number}
 */
function nameWidth(width) {
  return Math.round(Math.min(WIDEST_NAME, Math.max(WIDTHS.name, width * 0.21 - 60)));
}

/**
 * Put the headings of columns before the axis.
 * @param {HTMLElement} head
 * @param {Column[]} columns
 * @param {Shown} shown
 */
export function drawHeads(head, columns, shown) {
  const { texts, baselines } = shown.data;
  while (head.children.length > columns.length + 1) head.firstElementChild?.remove();
  while (head.children.length <= columns.length) head.prepend(html(head, "div", "", { role: "columnheader" }));
  columns.forEach((column, place) => {
    const cell = /** @type {HTMLElement} */ (head.children[place]);
    const against = baselines.find((one) => one.key === shown.against);
    cell.className = cellClass(column);
    cell.style.width = columns.length === 1 ? "" : (place ? WIDTHS[column] : nameWidth(shown.width)) + "px";
    write(cell, texts[HEADS[column]]);
    cell.dataset.column = column;
    mark(cell, "aria-sort", shown.order?.column === column ? (shown.order.isFalling ? "descending" : "ascending") : null);
    mark(cell, "aria-label", column === "difference" && against ? texts.difference_long.replace("{baseline}", against.name) : null);
    mark(cell, "title", cell.getAttribute("aria-label"));
    mark(cell, "aria-colindex", place + 1);
  });
  mark(head.children[columns.length], "aria-colindex", columns.length + 1);
}

/**
 * Put a cell for each column but the name into a row, before its bars, and say in them what stands there.
 * @param {HTMLElement} element
 * @param {Column[]} columns
 * @param {Row} row
 * @param {Shown} shown
 */
export function drawCells(element, columns, row, shown) {
  const wanted = row.kind === "group" ? 0 : columns.length - 1;
  const bars = /** @type {HTMLElement} */ (element.lastElementChild);
  while (element.children.length > wanted + 2) element.children[1].remove();
  while (element.children.length < wanted + 2) element.insertBefore(html(element, "div", "", { role: "gridcell" }), bars);
  const name = /** @type {HTMLElement} */ (element.children[0]);
  name.style.width = row.kind === "group" || columns.length === 1 ? "" : nameWidth(shown.width) + "px";
  mark(name, "aria-colspan", row.kind === "group" && columns.length > 1 ? columns.length : null);
  columns.slice(0, wanted + 1).forEach((column, place) => place && drawCell(/** @type {HTMLElement} */ (element.children[place]), column, row, shown, place));
  mark(bars, "aria-colindex", columns.length + 1);
}

/**
 * @param {HTMLElement} cell
 * @param {Column} column
 * @param {Row} row
 * @param {Shown} shown
 * @param {number} place
 */
function drawCell(cell, column, row, shown, place) {
  const held = column === "difference" ? heldOf(row, shown.against) : null;
  cell.className = cellClass(column) + (held && held.periods ? (held.periods > 0 ? " later" : " earlier") : "");
  cell.style.width = WIDTHS[column] + "px";
  const whole = held ? held.spoken : column === "difference" ? shown.data.texts.alike : textOf(row, column, shown.data);
  write(cell, held ? held.text : column === "difference" ? "" : shortened(whole, column));
  mark(cell, "aria-label", whole === cell.textContent || row.kind === "rollout" && column === "difference" ? null : whole);
  mark(cell, "title", whole || null);
  mark(cell, "aria-colindex", place + 1);
}

/**
 * A period in a narrow column: of its year the last two digits, where it is a part of one.
 * @param {string} words
 * @param {Column} column
 * @returns {string}
 */
function shortened(words, column) {
  return column === "start" || column === "end" ? words.replace(/(\S[ .])\d\d(\d\d)$/, "$1$2") : words;
}

/**
 * @param {Column} column
 * @returns {string}
 */
function cellClass(column) {
  return column === "name" ? "gantt-name" : `gantt-cell col-${column}`;
}

/**
 * How a measure lies beside what it is held against; of a rollout nothing is known.
 * @param {Row} row
 * @param {string} against
 * @returns {Held | null}
 */
export function heldOf(row, against) {
  if (row.kind !== "measure") return null;
  return (row.measure.proposed ?? row.measure).against[against] ?? null;
}

/**
 * @param {Row} row
 * @param {Column} column
 * @param {Data} data
 * @returns {string}
 */
function textOf(row, column, data) {
  if (row.kind === "rollout") return textOfRollout(row, column, data);
  if (row.kind === "group") return "";
  const bars = row.measure.proposed ?? row.measure;
  if (column === "start") return bars.start;
  if (column === "end") return bars.end;
  return column === "owner" ? row.measure.owner : row.measure.note;
}

/**
 * @param {import("./rows.mjs").RolloutRow} row
 * @param {Column} column
 * @param {Data} data
 * @returns {string}
 */
function textOfRollout(row, column, data) {
  const growth = (row.planned ?? row.rollout).growth;
  if (!growth || (column !== "start" && column !== "end")) return "";
  const tick = data.ticks[column === "start" ? growth.begin : Math.max(growth.begin, growth.end - 1)];
  return tick ? `${tick.short} ${tick.year}`.trim() : "";
}
