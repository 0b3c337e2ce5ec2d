// Beside the sheet: what the cell with the focus means, holds and rests on, and what is wrong with the table.
import { html } from "../elements/elements.mjs";
import { shown } from "./sheet.mjs";

/** @typedef {import("./sheet.mjs").Sheet} Sheet */
/** @typedef {import("./sheet.mjs").Row} Row */
/** @typedef {import("./sheet.mjs").Column} Column */
/** @typedef {import("./sheet.mjs").Finding} Finding */
/** @typedef {Record<string, string>} Words */
/** @typedef {{ putBack: (row: Row, column: Column) => void, forget: (row: Row, column: Column) => void, goTo: (row: string, field: string) => void, mend: (table: string) => void }} Acts */

const SIGNS = ["●", "◐", "○"];

/**
 * Tell about a cell, in place of what was told.
 * @param {HTMLElement} host
 * @param {Sheet} sheet
 * @param {Row | undefined} row
 * @param {Column | undefined} column
 * @param {Words} words
 * @param {Acts} acts
 */
export function aboutCell(host, sheet, row, column, words, acts) {
  host.replaceChildren();
  html(host, "h2", "unseen").textContent = words.about;
  if (!column) return;
  const own = row ? sheet.figureOf(row, column) : column;
  html(host, "h3", "about-name").textContent = own === column ? column.header : own.header;
  if (row && !row.isNew) html(host, "p", "about-row").textContent = sheet.nameOf(row);
  html(host, "p", "").textContent = own.meaning;
  if (row) standing(host, sheet, row, column, words, acts);
  const list = html(host, "dl", "about-facts");
  fact(list, words.expected, own.expects);
  fact(list, words.unit, own.unit);
  fact(list, words.emptyMeans, own.empty);
  if (row) grounds(list, sheet, row, column, words);
  if (row) givenBy(list, sheet, row, column, words);
}

/**
 * Lead to what somebody in the sector has said of a figure, or of its row.
 * @param {HTMLElement} list
 * @param {Sheet} sheet
 * @param {Row} row
 * @param {Column} column
 * @param {Words} words
 */
function givenBy(list, sheet, row, column, words) {
  for (const [field, text, address, path] of sheet.data.given[row.id] ?? []) {
    if (field && field !== column.field) continue;
    const value = fact(list, words.givenBy, text);
    if (!value) continue;
    value.replaceChildren();
    html(value, "a", "", { href: address, "data-page": path }).textContent = text;
  }
}

/**
 * Say what is wrong with a cell, or what it held before, with the way back.
 * @param {HTMLElement} host
 * @param {Sheet} sheet
 * @param {Row} row
 * @param {Column} column
 * @param {Words} words
 * @param {Acts} acts
 */
function standing(host, sheet, row, column, words, acts) {
  const told = sheet.cell(row, column);
  if (told.rough) {
    html(host, "p", told.waits ? "about-waits" : "about-wrong").textContent = told.rough;
    button(host, words.forget, () => acts.forget(row, column));
  }
  if (told.before !== null) {
    html(host, "p", "about-before").textContent = words.before.replace("{text}", shown(column, told.before) || words.empty);
    button(host, words.putBack, () => acts.putBack(row, column));
  }
}

/**
 * Say what a figure rests on, and where the row comes from.
 * @param {HTMLElement} list
 * @param {Sheet} sheet
 * @param {Row} row
 * @param {Column} column
 * @param {Words} words
 */
function grounds(list, sheet, row, column, words) {
  const basis = sheet.cell(row, column).basis;
  if (basis === null) return;
  fact(list, words.basis, `${SIGNS[basis]} ${[words.documented, words.derived, words.assumedBasis][basis]}`);
  const source = sheet.column("source");
  if (!source) return;
  const text = sheet.cell(row, source).text;
  const value = fact(list, words.source, text || words.noSource);
  if (value && /^https?:\/\/\S+$/.test(text)) {
    value.replaceChildren();
    html(value, "a", "source", { href: text, target: "_blank", rel: "noopener noreferrer" }).textContent = text;
  }
}

/**
 * @param {HTMLElement} list
 * @param {string} name
 * @param {string} text
 */
function fact(list, name, text) {
  if (!text) return null;
  const line = html(list, "div", "");
  html(line, "dt", "").textContent = name;
  const value = html(line, "dd", "");
  value.textContent = text;
  return value;
}

/**
 * @param {HTMLElement} host
 * @param {string} words
 * @param {() => void} press
 */
function button(host, words, press) {
  const made = html(host, "button", "sheet-button small", { type: "button" });
  made.textContent = words;
  made.addEventListener("click", press);
}

/**
 * List what is wrong with the table, what is worth knowing, and which rows are gone.
 * @param {HTMLElement} host
 * @param {Sheet} sheet
 * @param {Words} words
 * @param {Acts} acts
 */
export function listFindings(host, sheet, words, acts) {
  host.replaceChildren();
  html(host, "h2", "about-title").textContent = words.findings;
  const rough = Object.entries(sheet.data.rough).flatMap(([id, cells]) => Object.entries(cells).map(([field, told]) => ({ id, field, told })));
  const list = html(host, "ul", "findings-list");
  for (const { id, field, told } of rough) {
    if (!told[2]) finding(list, words.typed, "wrong", told[1], placeOf(sheet, id, field, words), () => acts.goTo(id, field));
  }
  for (const each of sheet.findings) {
    const row = each.row;
    const go = row === null ? null : () => acts.goTo(row, each.field);
    const place = row === null ? each.subject : placeOf(sheet, row, each.field, words);
    finding(list, each.is_error ? words.error : words.note, each.is_error ? "wrong" : "", each.words, place, go);
  }
  for (const subject of sheet.data.gone) finding(list, words.gone, "gone", subject, "", null);
  if (!sheet.data.findings) html(host, "p", "quiet").textContent = words.checking;
  else if (!list.children.length) html(host, "p", "quiet").textContent = words.noFindings;
  listOthers(host, sheet, words, acts);
}

/**
 * Lead to the other tables in which something is to be mended.
 * @param {HTMLElement} host
 * @param {Sheet} sheet
 * @param {Words} words
 * @param {Acts} acts
 */
function listOthers(host, sheet, words, acts) {
  const others = sheet.data.tables.filter((each) => each.wrong && each.name !== sheet.data.table);
  if (!others.length) return;
  html(host, "h3", "about-name").textContent = words.elsewhere;
  const list = html(host, "ul", "findings-others");
  for (const { name, title, wrong } of others) button(html(list, "li", ""), `${title}: ${wrong}`, () => acts.mend(name));
}

/**
 * @param {Sheet} sheet
 * @param {string} id
 * @param {string} field
 * @param {Words} words
 */
function placeOf(sheet, id, field, words) {
  const row = sheet.byId.get(id);
  const name = row ? sheet.nameOf(row) : words.newRow;
  return [name, sheet.column(field)?.header].filter(Boolean).join(", ");
}

/**
 * @param {HTMLElement} list
 * @param {string} kind
 * @param {string} className
 * @param {string} words
 * @param {string} place
 * @param {(() => void) | null} go
 */
function finding(list, kind, className, words, place, go) {
  const line = html(list, "li", className);
  html(line, "span", "finding-kind").textContent = kind;
  if (go) button(line, place, go);
  else if (place) html(line, "span", "finding-place").textContent = place;
  html(line, "p", "").textContent = words;
}
