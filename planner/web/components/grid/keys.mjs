// The keyboard of the sheet: moving, choosing, and all that a pointer can do.

/** @typedef {import("./grid.mjs").Grid} Grid */
/**
 * What keys ask for beyond moving and typing.
 * @typedef {{ empty: () => void, fillDown: () => void, undo: () => void, redo: () => void, drop: () => void, newRow: () => void, heading: (opens: boolean) => void }} Acts
 */

/**
 * Follow the keys that are pressed in a sheet.
 * @param {Grid} grid
 * @param {Acts} acts
 */
export function followKeys(grid, acts) {
  grid.root.addEventListener("keydown", (event) => {
    if (grid.editor || event.isComposing) return;
    if (act(grid, acts, event)) event.preventDefault();
  });
}

/**
 * Do what a key asks for; tell whether it asked for anything.
 * @param {Grid} grid
 * @param {Acts} acts
 * @param {KeyboardEvent} event
 */
function act(grid, acts, event) {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand) return command(grid, acts, event);
  if (move(grid, event)) return true;
  if (grid.at.row < 0) return onHeading(acts, event);
  return inCell(grid, acts, event);
}

/**
 * @param {Grid} grid
 * @param {Acts} acts
 * @param {KeyboardEvent} event
 */
function command(grid, acts, event) {
  const last = grid.sheet.rows.length - 1, edge = grid.sheet.columns.length - 1;
  /** @type {Record<string, () => void>} */
  const commands = {
    z: event.shiftKey ? acts.redo : acts.undo,
    y: acts.redo,
    d: acts.fillDown,
    a: () => { grid.from = { row: 0, column: 0 }; grid.go({ row: last, column: edge }, true); },
    delete: acts.drop,
    home: () => grid.go({ row: 0, column: 0 }, event.shiftKey),
    end: () => grid.go({ row: last, column: edge }, event.shiftKey),
    arrowup: () => grid.go({ row: 0, column: grid.at.column }, event.shiftKey),
    arrowdown: () => grid.go({ row: last, column: grid.at.column }, event.shiftKey),
    arrowleft: () => grid.go({ row: grid.at.row, column: 0 }, event.shiftKey),
    arrowright: () => grid.go({ row: grid.at.row, column: edge }, event.shiftKey),
  };
  const found = commands[event.key.toLowerCase()];
  if (!found) return false;
  found();
  return true;
}

/**
 * @param {Grid} grid
 * @param {KeyboardEvent} event
 */
function move(grid, event) {
  if (event.altKey) return false;
  const page = Math.max(1, Math.floor(grid.root.clientHeight / 30) - 2);
  const edge = grid.sheet.columns.length - 1;
  /** @type {Record<string, [number, number]>} */
  const steps = {
    ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    PageDown: [page, 0], PageUp: [-page, 0], Home: [0, -edge], End: [0, edge],
  };
  const step = steps[event.key];
  if (!step) return false;
  const to = { row: grid.at.row + step[0], column: grid.at.column + step[1] };
  if (event.key === "PageUp") to.row = Math.max(0, to.row);
  grid.go(to, event.shiftKey);
  return true;
}

/**
 * @param {Acts} acts
 * @param {KeyboardEvent} event
 */
function onHeading(acts, event) {
  if (event.key === "Enter" || event.key === " ") acts.heading(false);
  else if (event.key === "ArrowDown" && event.altKey) acts.heading(true);
  else return false;
  return true;
}

/**
 * @param {Grid} grid
 * @param {Acts} acts
 * @param {KeyboardEvent} event
 */
function inCell(grid, acts, event) {
  if (event.key === "Enter" || event.key === "F2") grid.edit(null);
  else if (event.key === "Delete" || event.key === "Backspace") acts.empty();
  else if (event.key === "Insert") acts.newRow();
  else if (event.key === " " && event.shiftKey) chooseRow(grid);
  else if (event.key === "Escape" && grid.from !== grid.at) grid.go(grid.at);
  else if (event.key.length === 1 && !event.altKey) grid.edit(grid.column.choices.length ? null : event.key);
  else return false;
  return true;
}

/** @param {Grid} grid */
function chooseRow(grid) {
  grid.from = { row: grid.from.row, column: 0 };
  grid.go({ row: grid.at.row, column: grid.sheet.columns.length - 1 }, true);
}
