// What a heading of the sheet offers: the order of the rows, and which of them are shown.
import { html } from "../elements/elements.mjs";
import { filled } from "../dialog/dialog.mjs";

/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./sheet.mjs").Column} Column */

/**
 * Sort by a column: rising, then falling, then as in the table.
 * @param {Grid} grid
 * @param {Column} column
 */
export function sortBy(grid, column) {
  const { sheet } = grid, before = sheet.sort;
  if (before?.field !== column.field) sheet.sort = { field: column.field, falls: false };
  else sheet.sort = before.falls ? null : { field: column.field, falls: true };
}

/**
 * Open the choices of a heading below it; Esc and a press elsewhere close them.
 * @param {Grid} grid
 * @param {Column} column
 * @param {Record<string, string>} words
 * @param {() => void} change
 */
export function openHeading(grid, column, words, change) {
  const cell = grid.cellAt({ row: -1, column: grid.at.column });
  if (!cell) return;
  document.querySelector(".sheet-choices")?.remove();
  const box = html(document.body, "div", "sheet-choices", { popover: "auto", role: "dialog", "aria-label": filled(words.sort, { column: column.header }) });
  const { left, bottom } = cell.getBoundingClientRect();
  box.style.left = `${Math.max(4, Math.min(left, window.innerWidth - 292))}px`;
  box.style.top = `${bottom + 2}px`;
  orders(grid, column, words, box, change);
  const field = filter(grid, column, words, box, change);
  box.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") return;
    box.remove();
    grid.focus();
  });
  box.showPopover();
  field.focus();
}

/**
 * @param {Grid} grid
 * @param {Column} column
 * @param {Record<string, string>} words
 * @param {HTMLElement} box
 * @param {() => void} change
 */
function orders(grid, column, words, box, change) {
  /** @type {[string, { field: string, falls: boolean } | null][]} */
  const ways = [[words.rising, { field: column.field, falls: false }], [words.falling, { field: column.field, falls: true }], [words.unsorted, null]];
  const group = html(box, "div", "sheet-orders");
  for (const [name, sort] of ways) {
    const button = html(group, "button", "sheet-button small", { type: "button" });
    button.textContent = name;
    button.addEventListener("click", () => {
      grid.sheet.sort = sort;
      change();
      box.hidePopover();
    });
  }
}

/**
 * @param {Grid} grid
 * @param {Column} column
 * @param {Record<string, string>} words
 * @param {HTMLElement} box
 * @param {() => void} change
 */
function filter(grid, column, words, box, change) {
  const { filters } = grid.sheet;
  const label = html(box, "label", "sheet-label");
  html(label, "span", "").textContent = filled(words.contains, { column: column.header });
  const field = /** @type {HTMLInputElement} */ (html(label, "input", "", { type: "text", autocomplete: "off" }));
  field.value = filters.get(column.field) ?? "";
  field.addEventListener("input", () => {
    if (field.value) filters.set(column.field, field.value);
    else filters.delete(column.field);
    change();
  });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") box.hidePopover(); });
  const clear = html(box, "button", "sheet-button small", { type: "button" });
  clear.textContent = words.clear;
  clear.addEventListener("click", () => {
    field.value = "";
    filters.delete(column.field);
    change();
  });
  return field;
}
