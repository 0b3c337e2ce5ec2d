// The sheet itself: rows as they come into view, one cell with the focus, a block of cells chosen, and cells to type in.
import { html, mark } from "../elements/elements.mjs";
import { fillCell, headingCell, sum, widthsOf } from "./cells.mjs";
import { Editor } from "./editor.mjs";

/** @typedef {import("./sheet.mjs").Sheet} Sheet */
/** @typedef {import("./sheet.mjs").Row} Row */
/** @typedef {import("./sheet.mjs").Column} Column */
/** @typedef {import("./editor.mjs").Move} Move */
/** @typedef {{ row: number, column: number }} Spot a place among what is shown; the row of headings is -1 */
/** @typedef {{ top: number, left: number, bottom: number, right: number }} Block */
/**
 * What the sheet tells: a cell was typed, another has the focus, a heading is to be sorted by or filtered.
 * @typedef {{ typed: (row: Row, column: Column, text: string) => void, moved: () => void, heading: (column: Column, opens: boolean) => void }} Hooks
 */

const HEIGHT = 30;
const BEYOND = 8;
const STEPS = { down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1] };

export class Grid {
  /**
   * @param {HTMLElement} host
   * @param {Sheet} sheet
   * @param {Record<string, string>} words
   * @param {Hooks} hooks
   */
  constructor(host, sheet, words, hooks) {
    this.sheet = sheet;
    this.words = words;
    this.hooks = hooks;
    /** @type {Spot} */
    this.at = { row: 0, column: 0 };
    /** @type {Spot} where a block begins that ends at the cell with the focus */
    this.from = this.at;
    /** @type {Editor | null} */
    this.editor = null;
    /** whether what came while a cell was typed in is still to be shown */
    this.isStale = false;
    /** whether it was drawn where nobody saw it, so that it did not know how wide it is */
    this.isMeasuredHidden = false;
    /** @type {Map<number, HTMLElement>} */
    this.drawn = new Map();
    host.replaceChildren();
    this.root = html(host, "div", "sheet", { role: "grid", "aria-multiselectable": "true" });
    this.head = html(html(this.root, "div", "sheet-head", { role: "rowgroup" }), "div", "sheet-row", { role: "row", "aria-rowindex": "1" });
    this.body = html(this.root, "div", "sheet-body", { role: "rowgroup" });
    this.root.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()));
    this.root.addEventListener("pointerdown", (event) => this.press(event));
    this.root.addEventListener("dblclick", (event) => { if (this.spotOf(event.target)) this.edit(null); });
    new ResizeObserver(() => (this.isMeasuredHidden ? this.show() : this.draw())).observe(this.root);
    this.show();
  }

  /** Draw anew what has changed, and keep the focus where it was. */
  show() {
    this.isStale = Boolean(this.editor);
    if (this.isStale) return;
    const hadFocus = this.root.contains(document.activeElement);
    this.root.setAttribute("aria-label", this.sheet.about.title);
    mark(this.root, "aria-rowcount", this.sheet.rows.length + 1);
    mark(this.root, "aria-colcount", this.sheet.columns.length);
    this.measure();
    this.drawHead();
    this.body.style.height = `${this.sheet.rows.length * HEIGHT}px`;
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.at = this.within(this.at);
    this.from = this.within(this.from);
    this.draw();
    if (hadFocus) this.focus();
  }

  /**
   * @param {Spot} spot
   * @returns {Spot}
   */
  within(spot) {
    const last = this.sheet.rows.length - 1;
    return {
      row: Math.min(Math.max(spot.row, -1), last),
      column: Math.min(Math.max(spot.column, 0), this.sheet.columns.length - 1),
    };
  }

  /** Let columns be as wide as what stands in them, and those that say what a row is stay in sight. */
  measure() {
    const { sheet } = this, naming = sheet.naming;
    this.isMeasuredHidden = !this.root.clientWidth;
    this.widths = widthsOf(sheet);
    this.root.style.setProperty("--sheet-columns", this.widths.map((width) => `${width}px`).join(" "));
    this.root.style.setProperty("--sheet-width", `${sum(this.widths)}px`);
    this.stuck = Math.min(Math.max(naming, 1), this.root.clientWidth < 640 ? 1 : 2);
  }

  /**
   * Let a cell of the first columns stay in sight.
   * @param {HTMLElement} cell
   * @param {number} column
   */
  stick(cell, column) {
    if (column >= (this.stuck ?? 0)) return;
    cell.classList.add("stuck");
    cell.style.left = `${sum((this.widths ?? []).slice(0, column))}px`;
  }

  drawHead() {
    this.head.replaceChildren();
    this.sheet.columns.forEach((column, place) => this.stick(headingCell(this.head, this.sheet, column, place), place));
  }

  /** Draw the rows in view, and take away those that are not; the one with the focus stays. */
  draw() {
    const first = Math.max(0, Math.floor(this.root.scrollTop / HEIGHT) - BEYOND);
    const last = Math.min(this.sheet.rows.length - 1, Math.ceil((this.root.scrollTop + this.root.clientHeight) / HEIGHT) + BEYOND);
    for (const [place, row] of this.drawn) {
      if ((place < first || place > last) && place !== this.at.row) {
        row.remove();
        this.drawn.delete(place);
      }
    }
    for (let place = first; place <= last; place += 1) this.rowAt(place);
    this.markAll();
  }

  /**
   * Give a row, drawn now where it is not; rows stand in the document in their order.
   * @param {number} place
   * @returns {HTMLElement}
   */
  rowAt(place) {
    const known = this.drawn.get(place);
    if (known) return known;
    const line = document.createElement("div");
    line.className = "sheet-row";
    line.setAttribute("role", "row");
    line.setAttribute("aria-rowindex", String(place + 2));
    line.style.top = `${place * HEIGHT}px`;
    const row = this.sheet.rows[place];
    line.classList.toggle("new", row.isNew);
    line.classList.toggle("added", this.sheet.data.added.includes(row.id));
    this.sheet.columns.forEach((column, number) => {
      const isHeader = number < Math.min(this.sheet.naming, this.stuck ?? 0) && this.sheet.cell(row, column).text !== "";
      const role = isHeader ? "rowheader" : "gridcell";
      const cell = html(line, "div", "sheet-cell", { role, "aria-colindex": number + 1, tabindex: "-1" });
      this.stick(cell, number);
      fillCell(cell, this.sheet, row, column, this.words);
    });
    const after = [...this.drawn.keys()].filter((each) => each > place).sort((a, b) => a - b)[0];
    this.body.insertBefore(line, after === undefined ? null : /** @type {HTMLElement} */ (this.drawn.get(after)));
    this.drawn.set(place, line);
    return line;
  }

  /** @returns {Block} what is chosen: at least the cell with the focus */
  get block() {
    return {
      top: Math.min(this.at.row, this.from.row),
      bottom: Math.max(this.at.row, this.from.row),
      left: Math.min(this.at.column, this.from.column),
      right: Math.max(this.at.column, this.from.column),
    };
  }

  /** Mark the block that is chosen, and the one cell that Tab reaches. */
  markAll() {
    const { top, bottom, left, right } = this.block;
    const isBlock = top !== bottom || left !== right;
    for (const [place, line] of this.drawn) {
      [...line.children].forEach((cell, column) => {
        const isIn = place >= top && place <= bottom && column >= left && column <= right;
        cell.classList.toggle("chosen", isIn && isBlock);
        mark(cell, "aria-selected", isIn ? "true" : null);
        cell.setAttribute("tabindex", place === this.at.row && column === this.at.column ? "0" : "-1");
      });
    }
    [...this.head.children].forEach((cell, column) => {
      cell.setAttribute("tabindex", this.at.row === -1 && column === this.at.column ? "0" : "-1");
    });
  }

  /**
   * Give the cell at a spot.
   * @param {Spot} spot
   * @returns {HTMLElement | null}
   */
  cellAt(spot) {
    const line = spot.row < 0 ? this.head : this.rowAt(spot.row);
    return /** @type {HTMLElement | null} */ (line.children[spot.column] ?? null);
  }

  /**
   * Go to a cell; the block begins there, or where it began where it is only made larger.
   * @param {Spot} to
   * @param {boolean} [grows]
   */
  go(to, grows = false) {
    this.at = this.within(grows ? { row: Math.max(0, to.row), column: to.column } : to);
    if (!grows) this.from = this.at;
    this.reveal();
    this.draw();
    this.focus();
    this.hooks.moved();
  }

  focus() {
    this.cellAt(this.at)?.focus({ preventScroll: true });
  }

  /** Scroll as little as it takes for the cell to be in sight. */
  reveal() {
    const { row, column } = this.at;
    const head = this.head.offsetHeight;
    if (row >= 0) {
      const top = row * HEIGHT, room = this.root.clientHeight - head;
      if (top < this.root.scrollTop) this.root.scrollTop = top;
      else if (top + HEIGHT > this.root.scrollTop + room) this.root.scrollTop = top + HEIGHT - room;
    }
    const widths = this.widths ?? [], stuck = this.stuck ?? 0;
    if (column < stuck) return;
    const left = sum(widths.slice(0, column));
    const held = sum(widths.slice(0, stuck));
    if (left - held < this.root.scrollLeft) this.root.scrollLeft = left - held;
    else if (left + widths[column] > this.root.scrollLeft + this.root.clientWidth) this.root.scrollLeft = left + widths[column] - this.root.clientWidth;
  }

  /**
   * Go to a cell by what names it, where it is shown.
   * @param {string} id
   * @param {string} field
   * @returns {boolean}
   */
  goTo(id, field) {
    const row = this.sheet.rows.findIndex((each) => each.id === id);
    if (row < 0) return false;
    this.go({ row, column: Math.max(0, this.sheet.columns.findIndex((each) => each.field === field)) });
    return true;
  }

  /**
   * Give the spot of a cell or of something in it.
   * @param {EventTarget | null} target
   * @returns {Spot | null}
   */
  spotOf(target) {
    const cell = /** @type {Element} */ (target).closest?.(".sheet-cell, .sheet-heading");
    const line = cell?.parentElement;
    if (!cell || !line) return null;
    return { row: Number(line.getAttribute("aria-rowindex")) - 2, column: [...line.children].indexOf(cell) };
  }

  /** @param {PointerEvent} event */
  press(event) {
    const spot = this.spotOf(event.target);
    if (!spot || event.button !== 0) return;
    if (this.editor) {
      if (this.editor.field.parentElement?.contains(/** @type {Node} */ (event.target))) return;
      this.editor.end("");
    }
    event.preventDefault();
    this.go(spot, event.shiftKey && spot.row >= 0);
    if (spot.row < 0) {
      const isSign = /** @type {Element} */ (event.target).classList.contains("sheet-heading-sign");
      this.hooks.heading(this.sheet.columns[spot.column], isSign);
      return;
    }
    this.drag();
  }

  /** Let the block follow the pointer until it is let go. */
  drag() {
    /** @param {PointerEvent} event */
    const follow = (event) => {
      const spot = this.spotOf(document.elementFromPoint(event.clientX, event.clientY));
      if (!spot || spot.row < 0 || (spot.row === this.at.row && spot.column === this.at.column)) return;
      this.go(spot, true);
    };
    const end = () => {
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", end);
    };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", end);
  }

  get row() {
    return this.sheet.rows[this.at.row];
  }

  get column() {
    return this.sheet.columns[this.at.column];
  }

  /**
   * Open the cell with the focus for typing.
   * @param {string | null} typed what replaces it from the start
   */
  edit(typed) {
    if (this.at.row < 0 || this.editor) return;
    const [row, column] = [this.row, this.column];
    const told = this.sheet.cell(row, column);
    if (told.locked) return;
    const cell = /** @type {HTMLElement} */ (this.cellAt(this.at));
    this.from = this.at;
    this.markAll();
    cell.classList.add("editing");
    const label = [column.header, column.unit, this.sheet.nameOf(row)].filter(Boolean).join(", ");
    const own = this.sheet.figureOf(row, column);
    const names = own.names ? (this.sheet.names[own.names] ?? []) : [];
    this.editor = new Editor(cell, own, told.text, typed, names, label, {
      done: (text, move) => this.leave(cell, row, column, move, text),
      left: (move) => this.leave(cell, row, column, move, null),
    });
  }

  /**
   * Close the field again, and tell what was typed.
   * @param {HTMLElement} cell
   * @param {Row} row
   * @param {Column} column
   * @param {Move} move
   * @param {string | null} text
   */
  leave(cell, row, column, move, text) {
    const hadFocus = cell.contains(document.activeElement);
    this.editor = null;
    cell.classList.remove("editing");
    if (text !== null) this.hooks.typed(row, column, text);
    fillCell(cell, this.sheet, row, column, this.words);
    if (this.isStale) this.show();
    if (move) {
      const [down, right] = STEPS[move];
      this.go({ row: Math.max(0, this.at.row + down), column: this.at.column + right });
    } else if (hadFocus) this.focus();
  }
}
