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
const FIRST = 6, ROOM_FOR_NUMBER = 18, ROOM_FOR_ALL = 27, REST_MS = 120;

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
    /** @type {HTMLElement[]} what holds the cells of each sector, and moves with the time */
    this.strips = [];
    /** @type {View} */
    this.view = create(data.periods);
    this.unit = this.resting = 0;  // the zoom that cells are laid out for
    this.at = [0, 0];
    this.showsAll = false;
    this.onMove = () => {};
    /** @type {((sector: Sector, period: number, cell: HTMLElement) => void) | null} called with a cell that is opened */
    this.onOpen = null;
    /** @type {SVGElement | null} */
    this.axis = null;
    this.more = html(host.parentElement ?? host, "button", "load-more", { type: "button" });
    host.after(this.more);
    this.more.addEventListener("click", () => { this.showsAll = !this.showsAll; this.show(this.data); });
    host.addEventListener("keydown", (event) => this.onKey(event));
    host.addEventListener("click", (event) => this.onClick(/** @type {Element} */ (event.target)));
    host.addEventListener("focusin", (event) => this.tell(/** @type {Element} */ (event.target)));
    host.addEventListener("pointerover", (event) => this.tell(/** @type {Element} */ (event.target)));
    this.show(data);
  }

  /**
   * Show the fullest sectors, or all where that is asked for.
   * @param {Data} data
   */
  show(data) {
    this.data = data;
    const hadFocus = this.host.contains(document.activeElement), shown = this.showsAll ? data.sectors : data.sectors.slice(0, FIRST);
    this.host.replaceChildren();
    mark(this.host, "aria-label", data.texts.load);
    this.axis = this.head(data);
    // Said beside the rest it fills two lines: one that came and went would move the cells under the pointer.
    this.readout.classList.toggle("two-lines", data.sectors.some((sector) => sector.cells.some((cell) => cell.others)));
    this.strips = [];
    this.cells = shown.map((sector) => this.strip(sector));
    this.more.hidden = data.sectors.length <= FIRST;
    this.more.textContent = this.showsAll ? data.texts.sectors_first : data.texts.sectors_all;
    mark(this.more, "aria-expanded", String(this.showsAll));
    this.move(this.at[0], this.at[1], hadFocus);
    this.settle();
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
    const strip = html(html(row, "div", "load-strip", { role: "presentation" }), "div", "load-cells", { role: "presentation" });
    this.strips.push(strip);
    return sector.cells.map((cell) => this.cell(strip, sector, cell));
  }

  /**
   * A cell with the layers of what others take from below and what recovery takes from above, and its share as a number.
   * @param {HTMLElement} strip
   * @param {Sector} sector
   * @param {Cell} cell
   * @returns {HTMLElement}
   */
  cell(strip, sector, cell) {
    const looks = `${cell.full ? " full" : ""}${cell.over ? " over" : ""}${cell.frozen ? " frozen" : ""}${cell.others ? " shared" : ""}`;
    const element = html(strip, "div", `load-cell step-${cell.step}${looks}`, {
      role: "gridcell", tabindex: "-1", "aria-label": `${sector.name}, ${cell.spoken}`, "aria-haspopup": "dialog",
    });
    if (cell.others) layer(element, "load-others", cell.others);
    if (cell.recovery) layer(element, "load-recovery", cell.recovery);
    if (cell.number) html(element, "span", "load-number", { "aria-hidden": "true" }).textContent = cell.number;
    return element;
  }

  /** @param {Element} target */
  tell(target) {
    const cell = target.closest(".load-cell");
    if (cell) this.readout.textContent = cell.getAttribute("aria-label");
  }

  /** @param {Element} target */
  onClick(target) {
    const cell = /** @type {HTMLElement | null} */ (target.closest(".load-cell"));
    const row = this.cells.findIndex((cells) => cell && cells.includes(cell));
    if (!cell || row < 0) return;
    this.move(row, this.cells[row].indexOf(cell), true);
    this.openCell();
  }

  /** Open what fills the cell in focus. */
  openCell() {
    const [row, period] = this.at;
    if (this.onOpen) this.onOpen(this.data.sectors[row], period, this.cells[row][period]);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const step = STEPS[event.key];
    const edge = event.key === "Home" ? 0 : event.key === "End" ? this.data.periods - 1 : undefined;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (step && !event.shiftKey) this.move(this.at[0] + step[0], this.at[1] + step[1], true);
    else if (edge !== undefined) this.move(this.at[0], edge, true);
    else if (event.key === "Enter" || event.key === " ") this.openCell();
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
    if (this.host.style.getPropertyValue("--inset") !== inset + "px") this.host.style.setProperty("--inset", inset + "px");
    if (this.axis) drawAxis(this.axis, this.data, view, 24);
    this.place(view);
  }

  /**
   * Move all strips along the time. While it is zoomed they are only stretched, which costs nothing; once it rests their
   * cells are laid out anew.
   * @param {View} view
   */
  place(view) {
    if (this.unit === 0) this.settle();
    const left = `translateX(${(-view.start * view.unit).toFixed(2)}px)`;
    const moved = this.unit === view.unit ? left : `${left} scaleX(${view.unit / this.unit})`;
    for (const strip of this.strips) if (strip.style.transform !== moved) strip.style.transform = moved;
    window.clearTimeout(this.resting);
    if (this.unit !== view.unit) this.resting = window.setTimeout(() => this.settle(), REST_MS);
  }

  /** Lay out the cells of all strips for the zoom in use. */
  settle() {
    const { view } = this;
    this.unit = view.unit;
    for (const strip of this.strips) strip.style.width = (view.unit * view.periods).toFixed(2) + "px";
    this.host.classList.toggle("numbered", view.unit >= ROOM_FOR_NUMBER);
    this.host.classList.toggle("roomy", view.unit >= ROOM_FOR_ALL);
    if (view.unit) this.place(view);
  }
}

/**
 * @param {HTMLElement} cell
 * @param {string} name
 * @param {number} share of the cell's height
 */
function layer(cell, name, share) {
  html(cell, "span", name, { "aria-hidden": "true" }).style.height = (share * 100).toFixed(1) + "%";
}
