// Capacity by sector and year or period: cells are marked by keys or pointer, and changed together. Those of a row are drawn
// once it comes into view.
import { html, mark } from "../elements/elements.mjs";

/** @typedef {{ value: number, words: string, drafted: boolean, step: number, spoken: string }} Cell */
/** @typedef {{ id: string, name: string, receives: boolean, limited: boolean, cells: Cell[] }} Row */
/** @typedef {{ name: string, first: number, last: number }} Column */
/** @typedef {{ years: Column[], periods: { tick: string, name: string }[], sectors: Row[], texts: Record<string, string> }} Grid */
/** @typedef {{ sectors: string[], first: number, last: number, words: string }} Marked */

const BEYOND = "400px";
/** @type {Record<string, [rows: number, columns: number]>} */
const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

export class Capacity {
  /**
   * @param {HTMLElement} host
   * @param {HTMLElement | null} readout where the cell in focus is said in words
   * @param {(marked: Marked) => void} onMark called when other cells are marked
   * @param {() => void} onWrite called when somebody begins to write an amount
   */
  constructor(host, readout, onMark, onWrite) {
    this.host = host;
    this.readout = readout;
    this.onMark = onMark;
    this.onWrite = onWrite;
    this.byYear = true;
    this.isWritten = false;
    /** @type {HTMLElement[]} */
    this.lines = [];
    /** @type {(HTMLElement[] | undefined)[]} by row; nothing where it has not been in view */
    this.cells = [];
    this.seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.cellsOf(this.lines.indexOf(/** @type {HTMLElement} */ (target)));
    }, { rootMargin: BEYOND });
    /** @type {Column[]} */
    this.columns = [];
    /** @type {[number, number]} */
    this.at = [0, 0];
    /** @type {[number, number]} where marking began */
    this.from = [0, 0];
    host.addEventListener("keydown", (event) => this.onKey(event));
    host.addEventListener("focusin", (event) => this.onFocus(/** @type {Element} */ (event.target)));
    host.addEventListener("pointerover", (event) => this.onOver(event));
    host.addEventListener("pointerdown", (event) => this.onDown(event));
  }

  /** @param {Grid} data */
  show(data) {
    const had = this.isWritten || this.host.contains(document.activeElement);
    this.data = data;
    this.isWritten = false;
    this.columns = this.byYear ? data.years : data.periods.map((period, t) => ({ name: period.name, first: t, last: t }));
    this.host.replaceChildren();
    mark(this.host, "aria-label", data.texts.grid);
    this.head(data);
    this.seen.disconnect();
    this.cells = data.sectors.map(() => undefined);
    this.lines = data.sectors.map((sector, row) => this.row(sector, row));
    this.lines.forEach((line) => this.seen.observe(line));
    this.move(this.within(this.at), this.within(this.from), had);
  }

  /** Draw the cells of all rows, in view or not. */
  drawAll() {
    this.lines.forEach((_line, row) => this.cellsOf(row));
  }

  /** Follow nothing more: another one is shown. */
  leave() {
    this.seen.disconnect();
  }

  /** @param {boolean} byYear */
  by(byYear) {
    if (!this.data || this.byYear === byYear) return;
    this.byYear = byYear;
    this.at = this.from = [this.at[0], 0];
    this.show(this.data);
  }

  /**
   * @param {[number, number]} place
   * @returns {[number, number]}
   */
  within([row, column]) {
    return [Math.min(Math.max(row, 0), Math.max(this.cells.length - 1, 0)), Math.min(Math.max(column, 0), this.columns.length - 1)];
  }

  /** @param {Grid} data */
  head(data) {
    const row = html(this.host, "div", "capacity-row capacity-head", { role: "row" });
    html(row, "div", "capacity-name", { role: "columnheader" }).textContent = data.texts.sector;
    this.columns.forEach((column, number) => {
      const starts = this.byYear || data.years.some((year) => year.first === column.first);
      const head = html(row, "div", `capacity-column${starts ? " begins" : ""}`, { role: "columnheader", "data-column": number, "aria-label": column.name });
      if (!this.byYear && starts) html(head, "strong", "").textContent = data.years.find((year) => year.first === column.first)?.name ?? "";
      html(head, "span", "").textContent = this.byYear ? column.name : data.periods[column.first].tick;
    });
  }

  /**
   * @param {Row} sector
   * @param {number} row
   * @returns {HTMLElement}
   */
  row(sector, row) {
    const line = html(this.host, "div", "capacity-row", { role: "row" });
    html(line, "div", "capacity-name", { role: "rowheader", "data-row": row }).textContent = sector.name;
    return line;
  }

  /**
   * Give the cells of a row, drawn now where they are not.
   * @param {number} row
   * @returns {HTMLElement[]}
   */
  cellsOf(row) {
    const known = this.cells[row], sector = this.data?.sectors[row];
    if (known || !sector) return known ?? [];
    const made = this.columns.map((column, number) => this.cell(this.lines[row], sector, column, row, number));
    this.cells[row] = made;
    this.markRow(row);
    return made;
  }

  /**
   * @param {HTMLElement} line
   * @param {Row} sector
   * @param {Column} column
   * @param {number} row
   * @param {number} number
   * @returns {HTMLElement}
   */
  cell(line, sector, column, row, number) {
    const held = sector.cells.slice(column.first, column.last + 1);
    const words = sector.limited ? inWords(held) : "–";
    const fullest = held.reduce((most, each) => (each.step > most.step ? each : most), held[0]);
    const texts = this.data?.texts ?? {};
    const told = sector.limited ? `${sector.name}, ${column.name}: ${words} ${texts.unit}. ${fullest.spoken}` : `${sector.name}: ${texts.unlimited}`;
    const drafted = held.some((each) => each.drafted);
    const cell = html(line, "div", `capacity-cell${fullest ? ` step-${fullest.step}` : ""}${drafted ? " drafted" : ""}`, {
      role: "gridcell", tabindex: "-1", "data-row": row, "data-column": number, "aria-label": told,
    });
    cell.textContent = words;
    return cell;
  }

  /**
   * @param {Element} target
   * @returns {[number, number] | null}
   */
  placeOf(target) {
    const cell = /** @type {HTMLElement | null} */ (target.closest(".capacity-cell"));
    return cell ? [Number(cell.dataset.row), Number(cell.dataset.column)] : null;
  }

  /** @param {Element} target */
  tell(target) {
    const cell = target.closest(".capacity-cell");
    if (cell && this.readout) this.readout.textContent = cell.getAttribute("aria-label");
  }

  /**
   * Begin marking anew where the focus came by itself, as with a screen reader.
   * @param {Element} target
   */
  onFocus(target) {
    const place = this.placeOf(target);
    this.tell(target);
    if (place && String(place) !== String(this.at)) this.move(place, place, false);
  }

  /** @param {PointerEvent} event */
  onOver(event) {
    const place = this.placeOf(/** @type {Element} */ (event.target));
    this.tell(/** @type {Element} */ (event.target));
    if (place && event.buttons === 1) this.move(place, this.from, true);
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    const target = /** @type {Element} */ (event.target), place = this.placeOf(target);
    const head = /** @type {HTMLElement | null} */ (target.closest(".capacity-name, .capacity-column"));
    const last = [this.cells.length - 1, this.columns.length - 1];
    if (place) this.move(place, event.shiftKey ? this.from : place, true);
    else if (head?.dataset.row) this.move([Number(head.dataset.row), last[1]], [Number(head.dataset.row), 0], true);
    else if (head?.dataset.column) this.move([last[0], Number(head.dataset.column)], [0, Number(head.dataset.column)], true);
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const step = STEPS[event.key], [row, column] = this.at, last = [this.cells.length - 1, this.columns.length - 1];
    const kept = event.shiftKey ? this.from : null;
    if (step) this.go([row + step[0], column + step[1]], kept);
    else if (event.key === "Home") this.go([row, 0], kept);
    else if (event.key === "End") this.go([row, last[1]], kept);
    else if (event.key === " " && event.shiftKey) this.move([row, last[1]], [row, 0], true);
    else if (event.key === " " && event.ctrlKey) this.move([last[0], column], [0, column], true);
    else if (event.key === "a" && event.ctrlKey) this.move([last[0], last[1]], [0, 0], true);
    else if (event.key === "Escape") this.move(this.at, this.at, true);
    else if (event.key === "Enter" || event.key === "F2") this.onWrite();
    else if (/^[0-9+−-]$/.test(event.key) && !event.ctrlKey && !event.altKey) return this.onWrite();  // the field takes the key itself
    else return;
    event.preventDefault();
  }

  /**
   * @param {[number, number]} place
   * @param {[number, number] | null} from
   */
  go(place, from) {
    const to = this.within(place);
    this.move(to, from ?? to, true);
  }

  /**
   * Mark all between two cells; the first of them takes the focus of the whole grid.
   * @param {[number, number]} at
   * @param {[number, number]} from
   * @param {boolean} focus
   */
  move(at, from, focus) {
    if (!this.cells.length) return;
    this.at = at;
    this.from = from;
    const { top, bottom, left, right } = this.block(), cell = this.cellsOf(at[0])[at[1]];
    this.cells.forEach((_cells, row) => this.markRow(row));
    if (focus) cell.focus();
    this.onMark(this.marked(top, bottom, left, right));
  }

  /** The first and last row and column of what is marked. */
  block() {
    const { at, from } = this;
    return {
      top: Math.min(at[0], from[0]), bottom: Math.max(at[0], from[0]), left: Math.min(at[1], from[1]), right: Math.max(at[1], from[1]),
    };
  }

  /**
   * Say of the cells of a row that are drawn which are marked, and which takes the focus of the whole grid.
   * @param {number} row
   */
  markRow(row) {
    const { top, bottom, left, right } = this.block();
    this.cells[row]?.forEach((cell, column) => {
      const isMarked = row >= top && row <= bottom && column >= left && column <= right;
      cell.classList.toggle("marked", isMarked);
      mark(cell, "aria-selected", String(isMarked));
      mark(cell, "tabindex", row === this.at[0] && column === this.at[1] ? "0" : "-1");
    });
  }

  /**
   * @param {number} top
   * @param {number} bottom
   * @param {number} left
   * @param {number} right
   * @returns {Marked}
   */
  marked(top, bottom, left, right) {
    const sectors = (this.data?.sectors ?? []).slice(top, bottom + 1), texts = this.data?.texts ?? {};
    const names = sectors.length === 1 ? sectors[0].name : texts.sectors.replace("{count}", String(sectors.length));
    const [first, last] = [this.columns[left], this.columns[right]];
    const span = left === right ? first.name : `${first.name}–${last.name}`;
    const words = texts.marked.replace("{what}", `${names}, ${left === 0 && right === this.columns.length - 1 && left !== right ? texts.whole : span}`);
    return { sectors: sectors.map((each) => each.id), first: first.first, last: last.last, words };
  }
}

/**
 * Give what some periods hold: one amount, or from the least to the most.
 * @param {Cell[]} held
 * @returns {string}
 */
function inWords(held) {
  const order = [...held].sort((one, other) => one.value - other.value);
  const [least, most] = [order[0].words, order[order.length - 1].words];
  return least === most ? least : `${least}–${most}`;
}
