// A block from the clipboard laid onto the sheet, and shown before it is taken in.
import { html } from "../elements/elements.mjs";
import { ask, filled, wordsTable } from "../dialog/dialog.mjs";
import { shown } from "./sheet.mjs";

/** @typedef {import("./grid.mjs").Grid} Grid */
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
 * @returns {{ cells: Pasted[], beyond: number }}
 */
export function laid(grid, block) {
  const chosen = grid.block;
  const height = block.length, width = Math.max(...block.map((row) => row.length));
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
      const column = isNew ? newColumn(grid, chosen.left, place, width) : grid.sheet.columns[chosen.left + place];
      if (!column || !found) beyond += 1;
      else if (isNew && column.fixed) continue;
      else cells.push({ ...found, column, text, before: found.isNew ? "" : beforeAt(grid, chosen.top + line, column) });
    }
  }
  return { cells: cells.filter((cell) => cell.text !== cell.before), beyond };
}

/**
 * Give the column at a place of a row that is added: what cannot be typed is passed over, as nobody has cells for it.
 * A block as wide as the sheet is of whole rows that were copied from it, and has them all.
 * @param {Grid} grid
 * @param {number} first
 * @param {number} place
 * @param {number} width
 * @returns {Column | undefined}
 */
function newColumn(grid, first, place, width) {
  const columns = grid.sheet.columns;
  return width === columns.length ? columns[place] : columns.slice(first).filter((column) => !column.fixed)[place];
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
