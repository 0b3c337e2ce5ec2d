// The Gantt itself: holds what is open, focused and chosen, and draws the rows that are in view.
import { html, mark, size, svg } from "../elements/elements.mjs";
import { drawAxis, drawGrid, drawStatusDate } from "../timeline/axis.mjs";
import { create, resize } from "../timeline/scale.mjs";
import { drawArrows } from "./arrows.mjs";
import { defineStripes, draw as drawBars } from "./bars.mjs";
import { drawChain, drawLegend, groupOf } from "./chain.mjs";
import { listen } from "./keys.mjs";
import { CHAIN, flatten, isInChain, keyOfGroup } from "./rows.mjs";

/** @typedef {import("./chain.mjs").Chain} Chain */
/** @typedef {import("../load/load.mjs").Load} Load */
/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").Row} Row */

const AXIS = 40, MARGIN_ROWS = 4, NARROW = 640, WIDE_ROW = 37, NARROW_ROW = 54, NAME_LINE = 20;
const PAPER = 1496;  // A3 on its side less the margins that the style sheet asks for: 396 mm at 96 pixels an inch

export class Gantt {
  /**
   * @param {HTMLElement} host
   * @param {Load} load drawn under it, on the same axis
   * @param {Data} data
   */
  constructor(host, load, data) {
    this.host = host;
    this.load = load;
    this.data = data;
    this.grouping = "";
    /** @type {Set<string>} */
    this.open = new Set();
    /** @type {Map<string, HTMLElement>} */
    this.elements = new Map();
    /** @type {Row[]} */
    this.rows = [];
    /** @type {string | null} */
    this.focusKey = null;
    /** @type {string | null} */
    this.selected = null;
    /** @type {Chain | null} */
    this.chain = null;
    /** @type {((id: string | null, inChain: boolean) => void) | null} */
    this.onSelect = null;
    this.view = create(data.periods);
    this.pending = 0;
    this.dragged = this.narrow = this.printing = false;
    this.rowHeight = WIDE_ROW;
    this.names = 0;
    this.scroller = html(host, "div", "gantt-scroll", { role: "treegrid" });
    const row = html(this.scroller, "div", "gantt-head", { role: "row", "aria-rowindex": "1" });
    this.corner = html(row, "div", "gantt-name", { role: "columnheader" });
    this.axisCell = html(row, "div", "gantt-axis", { role: "columnheader" });
    this.axis = svg(this.axisCell, "");
    this.body = html(this.scroller, "div", "gantt-body", { role: "rowgroup" });
    this.grid = svg(this.body, "gantt-grid");
    this.over = svg(this.body, "gantt-over");
    defineStripes(svg(host, "unseen"));
    listen(this);
    this.watch();
  }

  watch() {
    new ResizeObserver(() => this.later()).observe(this.host);
    window.addEventListener("beforeprint", () => { this.toPaper(true); this.draw(); });
    window.addEventListener("afterprint", () => { this.toPaper(false); this.later(); });
  }

  /**
   * Take the width of the sheet, which the script cannot measure, and draw all rows.
   * @param {boolean} printing
   */
  toPaper(printing) {
    this.printing = printing;
    this.host.style.width = this.load.host.style.width = printing ? PAPER + "px" : "";
  }

  /**
   * Take new data, a grouping and a choice; what is open, focused and zoomed stays.
   * @param {Data} data
   * @param {string} grouping
   * @param {string | null} selected
   */
  show(data, grouping, selected) {
    this.data = data;
    this.grouping = grouping;
    this.selected = selected;
    this.load.onMove = () => this.draw();
    mark(this.scroller, "aria-label", `${data.texts.gantt}. ${data.texts.gantt_help}`);
    this.corner.textContent = data.texts.measure;
    mark(this.axisCell, "aria-label", data.texts.time);
    this.relist();
  }

  /**
   * Draw the chain behind a date above all groups; a date more or less in it brings it into view.
   * @param {Chain | null} chain
   * @returns {boolean} whether it is now another chain
   */
  showChain(chain) {
    const dates = JSON.stringify(chain && chain.dates), isAnother = dates !== JSON.stringify(this.chain && this.chain.dates);
    if (!chain && !this.chain) return false;
    this.chain = chain;
    if (chain && isAnother) this.open.add(keyOfGroup(CHAIN));
    this.relist();
    if (chain && isAnother) this.scrollTo(0);
    return Boolean(chain && isAnother);
  }

  relist() {
    const groups = this.data.groupings[this.grouping];
    this.rows = flatten(this.data, this.chain ? [groupOf(this.data, this.chain), ...groups] : groups, this.open);
    if (!this.rows.some((row) => row.key === this.focusKey)) this.focusKey = this.rows.length ? this.rows[0].key : null;
    mark(this.scroller, "aria-rowcount", this.rows.length + 1);
    this.draw();
  }

  /** Draw before the next frame, once. */
  later() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => { this.pending = 0; this.draw(); });
  }

  draw() {
    if (!this.host.isConnected) return;
    this.measure();
    const height = this.rows.length * this.rowHeight;
    this.body.style.height = height + "px";
    drawAxis(this.axis, this.data, this.view, AXIS);
    drawGrid(this.grid, this.data, this.view, height);
    this.drawRows();
    this.drawOver(height);
    this.load.draw(this.view, this.host.clientWidth - this.scroller.clientWidth);
  }

  measure() {
    this.narrow = this.host.clientWidth < NARROW;
    this.host.classList.toggle("narrow", this.narrow);
    this.load.host.classList.toggle("narrow", this.narrow);
    this.rowHeight = this.narrow ? NARROW_ROW : WIDE_ROW;
    this.names = this.narrow ? 0 : this.corner.offsetWidth;
    resize(this.view, this.scroller.clientWidth - this.names);
  }

  /** Draw from the last row to the first, each before the one that follows: an element moved would lose the focus. */
  drawRows() {
    const [first, last] = this.inView();
    const places = [...this.rows.keys()].filter((place) => (place >= first && place < last) || this.rows[place].key === this.focusKey);
    this.removeAllBut(new Set(places.map((place) => this.rows[place].key)));
    /** @type {Element} */
    let next = this.over;
    for (const place of places.reverse()) next = this.drawRow(this.rows[place], place, next);
  }

  /** @param {Set<string>} kept */
  removeAllBut(kept) {
    for (const [key, element] of this.elements) {
      if (kept.has(key)) continue;
      element.remove();
      this.elements.delete(key);
    }
  }

  /** @returns {[number, number]} */
  inView() {
    if (this.printing) return [0, this.rows.length];
    const top = this.scroller.scrollTop / this.rowHeight, shown = this.scroller.clientHeight / this.rowHeight;
    return [Math.floor(top) - MARGIN_ROWS, Math.ceil(top + shown) + MARGIN_ROWS];
  }

  /**
   * @param {Row} row
   * @param {number} place
   * @param {Element} next the element that it stands before
   * @returns {HTMLElement}
   */
  drawRow(row, place, next) {
    const element = this.elements.get(row.key) || this.createRow(row);
    element.style.top = place * this.rowHeight + "px";
    element.style.height = this.rowHeight + "px";
    this.describe(element, row, place);
    const bars = /** @type {SVGElement} */ (element.querySelector(".gantt-bars > svg"));
    size(bars, this.view.width, this.rowHeight);
    if (row.kind === "group" && row.group.legend) drawLegend(bars, row, this.box());
    else drawBars(bars, row, this.view, this.box());
    if (element.nextSibling !== next) this.body.insertBefore(element, next);
    return element;
  }

  /** Where in a row its bars stand: on a narrow screen the name has a line of its own above them. */
  box() {
    const top = this.narrow ? NAME_LINE : 0;
    return { top, height: this.rowHeight - top };
  }

  middle() {
    const { top, height } = this.box();
    return top + height / 2;
  }

  /**
   * @param {Row} row
   * @returns {HTMLElement}
   */
  createRow(row) {
    const element = html(this.body, "div", `gantt-row ${row.kind}`, { role: "row" });
    element.dataset.key = row.key;
    const name = html(element, "div", "gantt-name", { role: "gridcell" });
    html(name, "span", "twist", { "aria-hidden": "true" });
    html(name, "span", "words");
    html(name, "span", "note");
    svg(html(element, "div", "gantt-bars", { role: "gridcell" }), "");
    this.elements.set(row.key, element);
    return element;
  }

  /**
   * Say of a row what it is, and how it stands.
   * @param {HTMLElement} element
   * @param {Row} row
   * @param {number} place
   */
  describe(element, row, place) {
    const chosen = row.kind === "measure" && row.measure.id === this.selected;
    const spoken = row.measure && row.measure.proposed && row.kind === "measure" ? `${row.spoken}. ${this.data.texts.proposed}` : row.spoken;
    mark(element, "aria-label", spoken);
    mark(element, "aria-level", row.level);
    mark(element, "aria-setsize", row.size);
    mark(element, "aria-posinset", row.place + 1);
    mark(element, "aria-rowindex", place + 2);
    mark(element, "aria-expanded", row.expandable ? String(row.expanded) : null);
    mark(element, "aria-selected", row.kind === "measure" ? String(chosen) : null);
    mark(element, "tabindex", row.key === this.focusKey ? "0" : "-1");
    element.classList.toggle("striped", place % 2 === 1);
    element.classList.toggle("in-chain", isInChain(row));
    const [twist, words, note] = /** @type {Iterable<HTMLElement>} */ (element.children[0].children);
    twist.className = row.expandable ? (row.expanded ? "twist open" : "twist closed") : "twist none";
    words.textContent = row.name;
    words.title = row.name;
    note.textContent = row.note;
    mark(element.children[1], "aria-label", spoken);
  }

  /** @param {number} height */
  drawOver(height) {
    this.over.replaceChildren();
    size(this.over, this.view.width, height);
    drawStatusDate(this.over, this.data, this.view, height);
    if (this.chain) return drawChain(this.over, this.chain, this.place());
    const index = this.data.measures.findIndex((measure) => measure.id === this.selected);
    if (index >= 0) drawArrows(this.over, this.data, this.view, this.rows, index, this.rowHeight, this.middle());
  }

  place() {
    const { top, height } = this.box();
    return { rows: this.rows, data: this.data, view: this.view, rowHeight: this.rowHeight, middle: this.middle(), bottom: top + height - 3 };
  }

  focused() {
    return Math.max(0, this.rows.findIndex((row) => row.key === this.focusKey));
  }

  /** @param {number} place */
  focusRow(place) {
    const bounded = Math.min(Math.max(place, 0), this.rows.length - 1);
    this.focusKey = this.rows[bounded].key;
    this.scrollTo(bounded);
    this.draw();
    this.elements.get(this.focusKey)?.focus({ preventScroll: true });
  }

  /** @param {number} place */
  scrollTo(place) {
    const top = place * this.rowHeight, room = this.scroller.clientHeight - AXIS - this.rowHeight;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top > this.scroller.scrollTop + room) this.scroller.scrollTop = top - room;
  }

  /** @param {Row} row */
  toggle(row) {
    if (this.open.has(row.key)) this.open.delete(row.key);
    else this.open.add(row.key);
    this.relist();
  }

  /**
   * @param {string | null} id
   * @param {boolean} [inChain] whether in a row of the chain
   */
  select(id, inChain = false) {
    this.selected = id;
    this.draw();
    if (this.onSelect) this.onSelect(id, inChain);
  }

  /** The pixel of the window at which the time axis begins. */
  left() {
    return this.scroller.getBoundingClientRect().left + this.names;
  }
}
