// What is shown before it is done: a block that is pasted, rows that are dropped.
import { html } from "../elements/elements.mjs";
import { blockIn } from "./clipboard.mjs";
import { ask, filled } from "../dialog/dialog.mjs";
import { headingsIn, laidByHeading } from "./headed.mjs";
import { MOST, laid, preview } from "./pasting.mjs";

/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./sheet.mjs").Data} Data */
/** @typedef {import("./sheet.mjs").Sheet} Sheet */
/** @typedef {[string, string, string, string?]} TypedCell row, field, text, and what was seen there */
/**
 * What is needed of the page of the tables.
 * @typedef {{ grid: Grid | null, words: Record<string, string>, say: (words: string | undefined, isWrong?: boolean) => void, type: (cells: TypedCell[], isPasted?: boolean) => Promise<void>, command: (what: string, more?: Record<string, unknown>) => Promise<Data> }} Workbench
 */

/**
 * Lay what a spreadsheet gave onto the sheet, once what it would change has been seen.
 * @param {Workbench} bench
 * @param {string} text
 * @param {string[]} from the fields that it was copied from, nothing where that is not known
 */
export async function paste(bench, text, from) {
  const grid = bench.grid;
  if (!grid) return;
  const block = text === "" ? [] : blockIn(text), count = block.reduce((sum, row) => sum + row.length, 0);
  if (!count) return bench.say(bench.words.pasteNothing, true);
  if (count > MOST) return bench.say(filled(bench.words.pasteTooMuch, { count, most: MOST }), true);
  const headings = grid.sheet.about.own === undefined ? null : headingsIn(grid.sheet, block);
  const { cells, beyond } = headings ? laidByHeading(grid, block, headings) : laid(grid, block, from);
  if (cells.length > MOST) return bench.say(filled(bench.words.pasteTooMuch, { count: cells.length, most: MOST }), true);
  /** @type {TypedCell[]} */
  const typed = cells.map((cell) => [cell.row, cell.column.field, cell.text, cell.isNew ? undefined : cell.before]);
  if (typed.length === 1 && !beyond) return bench.type(typed);
  if (!typed.length) return bench.say(filled(bench.words.pasteSame, { count }));
  const tried = await bench.command("type", { cells: typed.map(([row, field, what]) => [row, field, what]), dry: true });
  const isWanted = await preview(grid, cells, beyond, tried.ask, bench.words.then);
  grid.focus();
  if (isWanted) bench.type(typed, true);
}

/**
 * Drop the chosen rows, once all that goes along has been told.
 * @param {Workbench} bench
 */
export async function drop(bench) {
  const grid = bench.grid;
  if (!grid || grid.at.row < 0) return;
  const { block, sheet } = grid, rows = sheet.rows.slice(block.top, block.bottom + 1).map((row) => row.id);
  const seen = seenIn(sheet, rows);
  const data = await bench.command("drop", { rows, ...seen });
  if (!data.ask) return;
  const { words } = bench, found = data.ask;
  const title = found.rows === 1 ? filled(words.dropOne, { row: found.row, table: sheet.about.title }) : filled(words.dropTitle, { count: found.rows, table: sheet.about.title });
  const chosen = await ask(title, (body) => {
    html(body, "p", "").textContent = words.dropAlong;
    const frame = html(body, "div", "drop-along", { tabindex: "0", role: "region", "aria-label": words.dropAlong });
    const list = html(frame, "ul", "");
    for (const each of found.along) html(list, "li", "").textContent = each;
    if (found.more) html(list, "li", "quiet").textContent = `+ ${found.more}`;
  }, [{ words: words.cancel, value: "" }, { words: words.drop, value: "drop", isMain: true }]);
  grid.focus();
  if (chosen === "drop") await bench.command("drop", { rows, ...seen, sure: true });
}

/**
 * Give what rows of reports hold here, so that nothing is cleared that was not seen.
 * @param {Sheet} sheet
 * @param {string[]} rows
 * @returns {{ seen?: TypedCell[] }}
 */
function seenIn(sheet, rows) {
  if (sheet.about.own === undefined) return {};
  const there = rows.flatMap((id) => sheet.byId.get(id) ?? []);
  return { seen: there.flatMap((row) => sheet.about.columns.flatMap((column) => {
    const { text, locked } = sheet.cell(row, column);
    return locked ? [] : [/** @type {TypedCell} */ ([row.id, column.field, "", text])];
  })) };
}
