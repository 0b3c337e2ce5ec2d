// A block from the clipboard that brings its own headings, laid onto the sheet by their names and by what each row is about.

/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./sheet.mjs").Sheet} Sheet */
/** @typedef {import("./sheet.mjs").Row} Row */
/** @typedef {import("./sheet.mjs").Column} Column */
/** @typedef {import("./pasting.mjs").Pasted} Pasted */

const FEWEST = 2;

/**
 * Give the columns that the first row of a block names; nothing where it holds no headings of the sheet.
 * @param {Sheet} sheet
 * @param {string[][]} block
 * @returns {(Column | undefined)[] | null}
 */
export function headingsIn(sheet, block) {
  const known = new Map(sheet.about.columns.filter((column) => !column.fixed).map((column) => [column.header.toLowerCase(), column]));
  const found = block[0].map((text) => known.get(text.trim().toLowerCase()));
  return found.filter(Boolean).length >= FEWEST && found.some((column) => column?.key) ? found : null;
}

/**
 * Lay the rows below the headings: onto the row that is about the same, shown or not, else onto one that is to be added.
 * @param {Grid} grid
 * @param {string[][]} block
 * @param {(Column | undefined)[]} columns
 * @returns {{ cells: Pasted[], beyond: number }} what no column or row takes is left out, and counted
 */
export function laidByHeading(grid, block, columns) {
  const { sheet, words } = grid, taken = new Set();
  const all = sheet.order.map((id) => /** @type {Row} */ (sheet.byId.get(id)));
  /** @type {Pasted[]} */
  const cells = [];
  let beyond = 0, added = 0;
  for (const texts of block.slice(1)) {
    const key = sheet.about.columns.filter((column) => column.key).map((column) => texts[columns.indexOf(column)]?.trim() ?? "");
    const filled = texts.filter((text) => text.trim());
    if (!key.some(Boolean)) {
      beyond += filled.length;
      continue;
    }
    const there = all.find((row) => !taken.has(row.id) && isAbout(sheet, row, key));
    if (there) taken.add(there.id);
    const row = there?.id ?? sheet.newId(added), name = there ? sheet.nameOf(there) : words.newRow;
    if (!there) added += 1;
    texts.forEach((text, place) => {
      const column = columns[place];
      if (!column) beyond += text.trim() ? 1 : 0;
      else if (text.trim() && !(there && column.key)) {
        const before = there ? sheet.cell(there, column).text : "";
        if (text !== before) cells.push({ row, column, name, before, text, isNew: !there });
      }
    });
  }
  return { cells, beyond };
}

/**
 * @param {Sheet} sheet
 * @param {Row} row
 * @param {string[]} key
 */
function isAbout(sheet, row, key) {
  const own = sheet.about.columns.filter((column) => column.key).map((column) => sheet.cell(row, column).text);
  return own.every((text, place) => text === key[place]);
}
