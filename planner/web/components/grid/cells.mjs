// How a cell and a heading of the sheet look, and how wide columns are.
import { html, mark } from "../elements/elements.mjs";
import { filled } from "../dialog/dialog.mjs";
import { shown } from "./sheet.mjs";

/** @typedef {import("./sheet.mjs").Sheet} Sheet */
/** @typedef {import("./sheet.mjs").Row} Row */
/** @typedef {import("./sheet.mjs").Column} Column */

const LEAST = 72, MOST = 320, PER_LETTER = 7.4, AROUND = 26;
const SAMPLE = 400;
const NUMBER = /^[\d,]+$/;
const SIGNS = ["documented", "derived", "assumed"];

/**
 * Show what a cell holds, and how it stands.
 * @param {HTMLElement} cell
 * @param {Sheet} sheet
 * @param {Row} row
 * @param {Column} column
 * @param {Record<string, string>} words
 */
export function fillCell(cell, sheet, row, column, words) {
  const told = sheet.cell(row, column);
  const isFirstOfNew = row.isNew && told.text === "" && column === sheet.columns[sheet.firstTyped];
  cell.textContent = isFirstOfNew ? words.newRow : shown(column, told.text);
  cell.classList.remove(...SIGNS);
  const looks = {
    numbers: column.numbers || (column.kind === "pace" && NUMBER.test(told.text)),
    rough: Boolean(told.rough) && !told.waits,
    waits: told.waits,
    changed: told.before !== null,
    sending: told.isSending,
    locked: told.locked,
    hint: isFirstOfNew,
  };
  for (const [name, holds] of Object.entries(looks)) cell.classList.toggle(name, holds);
  if (told.basis !== null) cell.classList.add(SIGNS[told.basis]);
  mark(cell, "aria-invalid", looks.rough ? "true" : null);
  mark(cell, "aria-readonly", told.locked ? "true" : null);
  const before = told.before === null ? "" : filled(words.before, { text: told.before || words.empty });
  mark(cell, "title", [told.rough, told.isSending ? words.sending : "", before].filter(Boolean).join(" ") || null);
}

/**
 * Draw the heading of a column, with the way its rows are sorted.
 * @param {HTMLElement} head
 * @param {Sheet} sheet
 * @param {Column} column
 * @param {number} place
 */
export function headingCell(head, sheet, column, place) {
  const isSorted = sheet.sort?.field === column.field;
  const cell = html(head, "div", "sheet-heading", { role: "columnheader", "aria-colindex": place + 1, tabindex: "-1" });
  if (isSorted) cell.setAttribute("aria-sort", sheet.sort?.falls ? "descending" : "ascending");
  cell.classList.toggle("numbers", column.numbers);
  cell.classList.toggle("filtered", sheet.filters.has(column.field));
  cell.title = [column.meaning, column.unit && `(${column.unit})`].filter(Boolean).join(" ");
  headingWords(html(cell, "span", "sheet-heading-words"), column.header);
  html(cell, "span", "sheet-heading-sign", { "aria-hidden": "true" }).textContent = isSorted ? (sheet.sort?.falls ? "↓" : "↑") : "▾";
  return cell;
}

/**
 * Write a heading so that it can be broken after each underscore.
 * @param {HTMLElement} host
 * @param {string} header
 */
function headingWords(host, header) {
  header.split(/(?<=_)/).forEach((part, place) => {
    if (place) host.appendChild(document.createElement("wbr"));
    host.append(part);
  });
}

/**
 * Give how wide each column is: as what stands in it, within bounds.
 * @param {Sheet} sheet
 */
export function widthsOf(sheet) {
  const { rows, columns, about } = sheet;
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const places = columns.map((column) => about.columns.indexOf(column));
  const letters = columns.map((column) => inTwoLines(column.header) + 3);
  for (let row = 0; row < rows.length; row += step) {
    places.forEach((place, column) => { letters[column] = Math.max(letters[column], (rows[row].texts[place] ?? "").length); });
  }
  return letters.map((count) => Math.round(Math.min(MOST, Math.max(LEAST, count * PER_LETTER + AROUND))));
}

/**
 * Count the letters of the longer of two lines of a heading.
 * @param {string} header
 */
function inTwoLines(header) {
  return Math.max(...header.split("_").map((part) => part.length + 1), Math.ceil(header.length / 2));
}

/** @param {number[]} numbers */
export function sum(numbers) {
  return numbers.reduce((so, each) => so + each, 0);
}
