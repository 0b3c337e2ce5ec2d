// How the capacity of sectors is shared out: a strip for each sector, a column for each period, drawn from plain data.
import { html, mark, shape, svg } from "../elements/elements.mjs";

/** @typedef {{ programme: number, room: number, others: number, recovery: number, line: number | null, step: number, over: boolean, spoken: string }} Column */
/** @typedef {{ id: string, name: string, note: string, tallest: string, cells: Column[] }} Strip */
/** @typedef {{ periods: number, ticks: { year: number, short: string }[], sectors: Strip[], texts: Record<string, string> }} Shares */

/** @type {Record<string, [rows: number, periods: number]>} */
const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
const LAYERS = /** @type {const} */ (["recovery", "others", "room", "programme"]);

export class Saturation {
  /**
   * @param {HTMLElement} host
   * @param {HTMLElement | null} readout where the column in focus is said in words
   * @param {(id: string) => void} onChoose called with the sector of a column that is entered
   */
  constructor(host, readout, onChoose) {
    this.host = host;
    this.readout = readout;
    this.onChoose = onChoose;
    /** @type {HTMLElement[][]} */
    this.cells = [];
    this.at = [0, 0];
    host.addEventListener("keydown", (event) => this.onKey(event));
    host.addEventListener("click", (event) => this.choose(/** @type {Element} */ (event.target)));
    host.addEventListener("focusin", (event) => this.tell(/** @type {Element} */ (event.target)));
    host.addEventListener("pointerover", (event) => this.tell(/** @type {Element} */ (event.target)));
  }

  /** @param {Shares} data */
  show(data) {
    this.data = data;
    this.host.replaceChildren();
    this.host.style.setProperty("--periods", String(data.periods));
    this.axis(data);
    if (this.readout && data.sectors.length === 1) this.readout.textContent = data.sectors[0].tallest;
    this.cells = data.sectors.map((sector, row) => this.strip(sector, row));
    this.move(0, Math.min(this.at[1], data.periods - 1), false);
  }

  /** @param {Shares} data */
  axis(data) {
    const row = html(this.host, "div", "share-head", { role: "row" });
    html(row, "div", "share-name", { role: "columnheader" }).textContent = data.texts.sector;
    const years = html(row, "div", "share-years", { role: "columnheader", "aria-label": String(data.ticks[0].year) + "–" + String(data.ticks[data.periods - 1].year) });
    data.ticks.forEach((tick, t) => {
      if (t > 0 && data.ticks[t - 1].year === tick.year) return;
      const year = html(years, "span", "share-year", { "aria-hidden": "true" });
      year.textContent = String(tick.year);
      year.style.setProperty("--t", String(t));
    });
  }

  /**
   * @param {Strip} sector
   * @param {number} row
   * @returns {HTMLElement[]}
   */
  strip(sector, row) {
    const line = html(this.host, "div", "share-row", { role: "row", "data-sector": sector.id });
    const name = html(line, "div", "share-name", { role: "rowheader" });
    html(name, "span", "share-sector").textContent = sector.name;
    html(name, "span", "note").textContent = sector.note;
    const strip = html(line, "div", "share-strip", { role: "presentation" });
    const columns = sector.cells.map((cell, t) => this.column(strip, cell, row, t));
    this.line(strip, sector.cells);
    return columns;
  }

  /**
   * @param {HTMLElement} strip
   * @param {Column} cell
   * @param {number} row
   * @param {number} t
   * @returns {HTMLElement}
   */
  column(strip, cell, row, t) {
    const begins = this.data && t > 0 && this.data.ticks[t - 1].year !== this.data.ticks[t].year;
    const column = html(strip, "div", "share-cell" + (begins ? " begins" : ""), {
      role: "gridcell", tabindex: "-1", "aria-label": cell.spoken, "data-row": row, "data-period": t,
    });
    for (const layer of LAYERS) {
      if (!cell[layer]) continue;
      const looks = layer === "programme" ? ` step-${cell.step}${cell.over ? " over" : ""}` : "";
      html(column, "span", `share-part ${layer}${looks}`, { "aria-hidden": "true" }).style.setProperty("--part", String(cell[layer]));
    }
    return column;
  }

  /**
   * The line of what is available, across all columns; nothing where there is no limit.
   * @param {HTMLElement} strip
   * @param {Column[]} cells
   */
  line(strip, cells) {
    const steps = cells.map((cell, t) => (cell.line === null ? "" : `${t ? "L" : "M"}${t} ${1 - cell.line}H${t + 1}`)).join("");
    const drawing = svg(strip, "share-line");
    mark(drawing, "viewBox", `0 0 ${cells.length} 1`);
    mark(drawing, "preserveAspectRatio", "none");
    shape(drawing, "path", { d: steps });
  }

  /**
   * @param {Element} target
   * @returns {HTMLElement | null}
   */
  cellOf(target) {
    return /** @type {HTMLElement | null} */ (target.closest(".share-cell"));
  }

  /** @param {Element} target */
  tell(target) {
    const cell = this.cellOf(target);
    if (cell && this.readout) this.readout.textContent = cell.getAttribute("aria-label");
  }

  /** @param {Element} target */
  choose(target) {
    const cell = this.cellOf(target);
    if (cell) this.move(Number(cell.dataset.row), Number(cell.dataset.period), true);
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-sector]"));
    if (row?.dataset.sector) this.onChoose(row.dataset.sector);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const step = STEPS[event.key];
    const edge = event.key === "Home" ? 0 : event.key === "End" ? this.cells[0].length - 1 : undefined;
    if (step) this.move(this.at[0] + step[0], this.at[1] + step[1], true);
    else if (edge !== undefined) this.move(this.at[0], edge, true);
    else if (event.key === "Enter") this.choose(/** @type {Element} */ (event.target));
    else return;
    event.preventDefault();
  }

  /**
   * Let one column take the focus of the whole grid.
   * @param {number} row
   * @param {number} period
   * @param {boolean} focus
   */
  move(row, period, focus) {
    if (!this.cells.length) return;
    const before = this.cells[this.at[0]]?.[this.at[1]];
    if (before) mark(before, "tabindex", "-1");
    this.at = [Math.min(Math.max(row, 0), this.cells.length - 1), Math.min(Math.max(period, 0), this.cells[0].length - 1)];
    const cell = this.cells[this.at[0]][this.at[1]];
    mark(cell, "tabindex", "0");
    if (focus) cell.focus();
  }
}
