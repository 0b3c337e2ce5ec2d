// The load of each sector on the same time axis as the Gantt: one strip per sector, one cell per period.
import { html, mark, svg } from "../elements/elements.mjs";
import { drawAxis } from "../timeline/axis.mjs";
import { create, pan } from "../timeline/scale.mjs";

/** @typedef {import("../gantt/rows.mjs").Cell} Cell */
/** @typedef {import("../gantt/rows.mjs").Data} Data */
/** @typedef {import("../gantt/rows.mjs").Sector} Sector */
/** @typedef {import("../timeline/scale.mjs").View} View */

/** @type {Record<string, [rows: number, periods: number]>} */
const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

export class Load {
  /**
   * @param {HTMLElement} host
   * @param {HTMLElement} readout where the cell in focus is said in words
   * @param {Data} data
   */
  constructor(host, readout, data) {
    this.host = host;
    this.readout = readout;
    this.data = data;
    /** @type {HTMLElement[][]} */
    this.cells = [];
    /** @type {View} */
    this.view = create(data.periods);
    this.at = [0, 0];
    this.onMove = () => {};
    /** @type {SVGElement | null} */
    this.axis = null;
    host.addEventListener("keydown", (event) => this.onKey(event));
    host.addEventListener("focusin", (event) => this.tell(/** @type {Element} */ (event.target)));
    host.addEventListener("pointerover", (event) => this.tell(/** @type {Element} */ (event.target)));
    this.show(data);
  }

  /** @param {Data} data */
  show(data) {
    this.data = data;
    const hadFocus = this.host.contains(document.activeElement);
    this.host.replaceChildren();
    mark(this.host, "aria-label", data.texts.load);
    this.axis = this.head(data);
    // Said beside the rest it fills two lines: one that came and went would move the cells under the pointer.
    this.readout.classList.toggle("two-lines", data.sectors.some((sector) => sector.cells.some((cell) => cell.others)));
    this.cells = data.sectors.map((sector) => this.strip(sector));
    this.move(this.at[0], this.at[1], hadFocus);
  }

  /**
   * @param {Data} data
   * @returns {SVGElement} the axis
   */
  head(data) {
    const row = html(this.host, "div", "load-head", { role: "row" });
    html(row, "div", "load-name", { role: "columnheader" }).textContent = data.texts.sector;
    return svg(html(row, "div", "load-axis", { role: "columnheader", "aria-label": data.texts.time }), "");
  }

  /**
   * @param {Sector} sector
   * @returns {HTMLElement[]}
   */
  strip(sector) {
    const row = html(this.host, "div", "load-row", { role: "row" });
    const name = html(row, "div", "load-name", { role: "rowheader" });
    html(name, "span", "load-sector").textContent = sector.name;
    html(name, "span", "note").textContent = sector.note;
    const strip = html(row, "div", "load-strip", { role: "presentation" });
    return sector.cells.map((cell, t) => this.cell(strip, sector, cell, t));
  }

  /**
   * @param {HTMLElement} strip
   * @param {Sector} sector
   * @param {Cell} cell
   * @param {number} t
   * @returns {HTMLElement}
   */
  cell(strip, sector, cell, t) {
    const words = `${sector.name}, ${cell.spoken}`;
    const element = html(strip, "div", `load-cell step-${cell.step}${cell.full ? " full" : ""}${cell.over ? " over" : ""}${cell.frozen ? " frozen" : ""}`, {
      role: "gridcell", tabindex: "-1", "aria-label": words,
    });
    element.style.setProperty("--t", String(t));
    if (cell.others) {
      element.classList.add("shared");
      element.style.setProperty("--others", String(cell.others));
    }
    return element;
  }

  /** @param {Element} target */
  tell(target) {
    if (target.classList.contains("load-cell")) this.readout.textContent = target.getAttribute("aria-label");
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const step = STEPS[event.key];
    const edge = event.key === "Home" ? 0 : event.key === "End" ? this.data.periods - 1 : undefined;
    if (step && !event.shiftKey) this.move(this.at[0] + step[0], this.at[1] + step[1], true);
    else if (edge !== undefined) this.move(this.at[0], edge, true);
    else return;
    event.preventDefault();
  }

  /**
   * Let one cell take the focus of the whole grid.
   * @param {number} row
   * @param {number} period
   * @param {boolean} focus
   */
  move(row, period, focus) {
    if (!this.cells.length) return;
    const [oldRow, oldPeriod] = this.at;
    if (this.cells[oldRow]) mark(this.cells[oldRow][oldPeriod], "tabindex", "-1");
    this.at = [Math.min(Math.max(row, 0), this.cells.length - 1), Math.min(Math.max(period, 0), this.data.periods - 1)];
    const cell = this.cells[this.at[0]][this.at[1]];
    mark(cell, "tabindex", "0");
    if (focus) this.bringIntoView(cell);
  }

  /** @param {HTMLElement} cell */
  bringIntoView(cell) {
    const view = this.view, period = this.at[1];
    if (period < view.start || period + 1 > view.start + view.width / view.unit) {
      view.start = period - view.width / view.unit / 2;
      pan(view, 0);
      this.onMove();
    }
    cell.focus();
  }

  /**
   * @param {View} view
   * @param {number} inset
   */
  draw(view, inset) {
    this.view = view;
    this.host.style.setProperty("--unit", view.unit + "px");
    this.host.style.setProperty("--start", String(view.start));
    this.host.style.setProperty("--inset", inset + "px");
    if (this.axis) drawAxis(this.axis, this.data, view, 24);
  }
}
