// A block from the clipboard laid onto the sheet, and shown before it is taken in.
import { html } from "../elements/elements.mjs";
import { ask, filled, wordsTable } from "../dialog/dialog.mjs";
import { shown } from "./sheet.mjs";

/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./sheet.mjs").Sheet} Sheet */
/** @typedef {import("./sheet.mjs").Row} Row */
/** @typedef {import("./sheet.mjs").Column} Column */
/** @typedef {{ row: string, column: Column, name: string, before: string, text: string, isNew: boolean }} Pasted */
/** @typedef {{ cells: number, same: number, wrong: [string, string, string][], new: number }} Tried */

export const MOST = 20000;
const MOST_SHOWN = 100;

/**
 * Lay a block onto the cells from the first of the chosen ones; a smaller one is repeated over what is chosen.
 * @param {Grid} grid
 * @param {string[][]} block
 * @param {string[]} from the fields that it was copied from, nothing where that is not known
 * @returns {{ cells: Pasted[], beyond: number }}
 */
export function laid(grid, block, from) {
  const chosen = grid.block, columns = columnsOf(grid, block, from);
  const height = block.length, width = widest(block);
  const down = times(chosen.bottom - chosen.top + 1, height), right = times(chosen.right - chosen.left + 1, width);
  /** @type {Pasted[]} */
  const cells = [];
  let beyond = 0;
  for (let line = 0; line < height * down; line += 1) {
    const texts = block[line % height];
    for (let place = 0; place < width * right; place += 1) {
      const text = texts[place % width];
      if (text === undefined) continue;
      const found = rowFor(grid, chosen.top + line), isNew = found?.isNew === true;
      const column = columns[place];
      if (!column || !found) beyond += 1;
      else if (isNew && column.fixed) continue;
      else cells.push({ ...found, column, text, before: found.isNew ? "" : beforeAt(grid, chosen.top + line, column) });
    }
  }
  return { cells: cells.filter((cell) => cell.text !== cell.before), beyond };
}

/**
 * Give the columns that the cells of a block belong to: in rows that are there, and those below them, from the chosen one on.
 * In rows that are added, what was copied with cells that cannot be typed goes where it was copied from; where nobody has
 * cells for them, they are passed over.
 * @param {Grid} grid
 * @param {string[][]} block
 * @param {string[]} from
 * @returns {(Column | undefined)[]}
 */
function columnsOf(grid, block, from) {
  const { sheet } = grid, { columns } = sheet, { top, left } = grid.block;
  if (!sheet.rows[top].isNew) return columns.slice(left);
  const copied = from.map((field) => sheet.column(field));
  if (copied.some((column) => column?.fixed) && copied.some((column) => column && !column.fixed)) return copied;
  if (!from.length && isFromTheFirst(grid, block)) return columns;
  return columns.slice(left).filter((column) => !column.fixed);
}

/**
 * Tell whether rows of a spreadsheet begin in the first column of the sheet: they are as wide as it, or begin with names that
 * it shows there and that the first column that can be typed in does not know.
 * @param {Grid} grid
 * @param {string[][]} block
 */
function isFromTheFirst(grid, block) {
  const { sheet } = grid, { columns, firstTyped } = sheet, width = widest(block);
  if (width === columns.length) return true;
  if (width <= firstTyped || grid.block.left > firstTyped || !columns[0].fixed) return false;
  const begins = block.map((texts) => texts[0]).filter(Boolean), typed = columns[firstTyped];
  const named = sheet.names[typed.names] ?? [];
  const names = new Set([...held(sheet, columns[0]), ...named.map(([, name]) => name)]);
  const ids = new Set([...held(sheet, typed), ...named.map(([id]) => id)]);
  return begins.length > 0 && begins.every((text) => names.has(text) && !ids.has(text));
}

/**
 * @param {Sheet} sheet
 * @param {Column} column
 */
function held(sheet, column) {
  return sheet.order.map((id) => sheet.cell(/** @type {Row} */ (sheet.byId.get(id)), column).text);
}

/** @param {string[][]} block */
function widest(block) {
  return Math.max(...block.map((row) => row.length));
}

/**
 * @param {number} chosen
 * @param {number} size
 */
function times(chosen, size) {
  return chosen > size && chosen % size === 0 ? chosen / size : 1;
}

/**
 * Give the row at a place, also of one that is to be added below the last; nothing where none may be.
 * @param {Grid} grid
 * @param {number} place
 */
function rowFor(grid, place) {
  const { sheet } = grid;
  const row = sheet.rows[place];
  if (row && !row.alone) return null;
  if (row) return { row: row.id, isNew: row.isNew, name: row.isNew ? grid.words.newRow : sheet.nameOf(row) };
  if (!sheet.about.can_add) return null;
  return { row: sheet.newId(place - sheet.rows.length + 1), isNew: true, name: grid.words.newRow };
}

/**
 * @param {Grid} grid
 * @param {number} place
 * @param {Column} column
 */
function beforeAt(grid, place, column) {
  return grid.sheet.cell(grid.sheet.rows[place], column).text;
}

/**
 * Show what a block would change, with what cannot be taken in; tell whether it is to be pasted.
 * @param {Grid} grid
 * @param {Pasted[]} cells
 * @param {number} beyond
 * @param {Tried} tried
 * @param {string} title
 */
export async function preview(grid, cells, beyond, tried, title) {
  const { words, sheet } = grid;
  const wrong = new Map(tried.wrong.map(([row, field, message]) => [`${row} ${field}`, message]));
  const first = [...cells].sort((one, other) => Number(isWrong(other)) - Number(isWrong(one))).slice(0, MOST_SHOWN);
  /** @param {Pasted} cell */
  function isWrong(cell) {
    return wrong.has(`${cell.row} ${cell.column.field}`);
  }
  const chosen = await ask(filled(words.pasteTitle, { count: cells.length, table: sheet.about.title }), (body) => {
    /** @type {[string, number][]} */
    const told = [[words.pasteNew, tried.new], [words.pasteWrong, tried.wrong.length], [words.pasteSame, tried.same], [words.pasteBeyond, beyond]];
    for (const [text, count] of told) if (count) html(body, "p", text === words.pasteWrong ? "about-wrong" : "").textContent = filled(text, { count });
    wordsTable(body, title, [words.row, words.column, words.now, words.then, words.problem], first.map((cell) => [
      cell.name,
      cell.column.header,
      shown(cell.column, cell.before),
      shown(cell.column, cell.text) || words.empty,
      wrong.get(`${cell.row} ${cell.column.field}`) ?? "",
    ]));
    if (cells.length > first.length) html(body, "p", "quiet").textContent = filled(words.pasteMore, { count: cells.length - first.length });
  }, [{ words: words.cancel, value: "" }, { words: words.paste, value: "paste", isMain: true }]);
  return chosen === "paste";
}
