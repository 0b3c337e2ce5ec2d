// The Gantt itself: holds what is open, focused, chosen and looked for, and draws the rows that are in view.
import { html, mark, svg } from "../elements/elements.mjs";
import { drawAxis, drawGrid } from "../timeline/axis.mjs";
import { create, resize } from "../timeline/scale.mjs";
import { groupOf } from "./chain.mjs";
import { columnsOf, drawHeads, widthOf } from "./columns.mjs";
import { fitting } from "./filter.mjs";
import { followKeys } from "./keys.mjs";
import { Lines } from "./lines.mjs";
import { drawOver } from "./over.mjs";
import { definePatterns } from "./patterns.mjs";
import { followPointer } from "./pointer.mjs";
import { CHAIN, flatten, keyOfGroup } from "./rows.mjs";
import { inOrder, orderOf } from "./sorting.mjs";

/** @typedef {import("./chain.mjs").Chain} Chain */
/** @typedef {import("./columns.mjs").Column} Column */
/** @typedef {import("./filter.mjs").Query} Query */
/** @typedef {import("./ghosts.mjs").Draft} Draft */
/** @typedef {import("./pinning.mjs").Pinning} Pinning */
/** @typedef {import("../load/load.mjs").Load} Load */
/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./sorting.mjs").Order} Order */

const AXIS = 40, YEARS = 21, NARROW = 640, BARE = 760, WIDE_ROW = 30, NARROW_ROW = 54, NAME_LINE = 20, ALONE = 220, REST_MS = 150;
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
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, number>} the place of each row by its key */
    this.placeOf = new Map();
    /** @type {string | null} */
    this.focusKey = null;
    this.focusStop = -1;
    /** @type {string | null} */
    this.selected = null;
    /** @type {string | null} the measure whose arrows are drawn */
    this.pointedAt = null;
    this.isDrawn = false;
    /** @type {Chain | null} */
    this.chain = null;
    /** @type {Query} */
    this.query = {};
    /** @type {Set<number> | null} the measures that are looked for */
    this.hits = null;
    this.against = "";
    /** @type {Order | null} of the measures within their groups */
    this.order = null;
    this.showsArrows = true;
    /** @type {Draft | null} what is being pinned */
    this.draft = null;
    /** @type {Pinning | null} */
    this.pinning = null;
    /** @type {((id: string | null, inChain: boolean) => void) | null} */
    this.onSelect = null;
    /** @type {(ids: string[]) => void} called with measures that may be chosen next: in view for a moment, or pressed */
    this.onRest = () => {};
    this.view = create(data.periods);
    this.pending = this.resting = this.version = this.headed = this.names = this.width = this.inner = this.top = this.room = 0;
    this.drawn = "";
    this.grabs = this.dragged = this.narrow = this.printing = false;
    this.rowHeight = WIDE_ROW;
    /** @type {Column[]} */
    this.columns = [];
    this.scroller = html(this.host, "div", "gantt-scroll", { role: "treegrid" });
    const head = html(this.scroller, "div", "gantt-top", { role: "rowgroup" });
    this.paper = html(head, "div", "gantt-paper", { "aria-hidden": "true" });
    this.head = html(head, "div", "gantt-head", { role: "row", "aria-rowindex": "1" });
    this.axisCell = html(this.head, "div", "gantt-axis", { role: "columnheader" });
    this.axis = svg(this.axisCell, "");
    this.grid = svg(html(this.scroller, "div", "gantt-grid", { "aria-hidden": "true" }), "");
    this.body = html(this.scroller, "div", "gantt-body", { role: "rowgroup" });
    this.over = svg(this.body, "gantt-over");
    this.told = html(this.host, "p", "unseen", { role: "status" });
    this.empty = html(this.host, "p", "gantt-empty");
    this.pinned = html(this.host, "p", "gantt-pinned", { "aria-hidden": "true" });
    definePatterns(svg(this.host, "unseen"));
    this.lines = new Lines(this);
    followKeys(this);
    followPointer(this);
    this.watch();
  }

  watch() {
    new ResizeObserver(() => this.later()).observe(this.host);
    new MutationObserver(() => this.reset()).observe(this.host, { attributeFilter: ["data-columns", "data-against", "data-arrows", "data-sorted"] });
    window.addEventListener("beforeprint", () => { this.toPaper(true); this.draw(); });
    window.addEventListener("afterprint", () => { this.toPaper(false); this.later(); });
  }

  /**
   * Take the width of the sheet, which the script cannot measure, and draw all rows.
   * @param {boolean} printing
   */
  toPaper(printing) {
    this.printing = printing;
    this.version++;
    this.host.classList.toggle("on-paper", printing);
    this.host.style.width = this.load.host.style.width = printing ? PAPER + "px" : "";
  }

  /**
   * Take new data, a grouping and a choice; what is open, focused, looked for and zoomed stays.
   * @param {Data} data
   * @param {string} grouping
   * @param {string | null} selected
   * @returns {boolean} whether the rows are others now; another choice is only marked in them
   */
  show(data, grouping, selected) {
    if (this.isDrawn && data === this.data && grouping === this.grouping) {
      if (selected !== this.selected) this.takeChoice(selected);
      return false;
    }
    if (data !== this.data) this.pinning?.meet(data);
    this.isDrawn = true;
    this.data = data;
    this.grouping = grouping;
    this.selected = selected;
    this.hits = fitting(data, this.query);
    this.load.onMove = () => this.draw();
    mark(this.scroller, "aria-label", `${data.texts.gantt}. ${data.texts.gantt_help}`);
    mark(this.axisCell, "aria-label", data.texts.time);
    this.paper.textContent = data.texts.paper;
    this.reset();
    return true;
  }

  /** Read what the page asks for in attributes of the host: columns, the baseline, the order, and whether arrows are drawn. */
  reset() {
    const { against = "", arrows = "", sorted = "" } = this.host.dataset, { baselines } = this.data;
    this.against = baselines.some((one) => one.key === against) ? against : baselines.length ? baselines[0].key : "";
    this.showsArrows = arrows !== "off";
    this.order = orderOf(sorted);
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

  /**
   * Show the measures that fit with the groups around them, and say how many there are.
   * @param {Query} query
   * @returns {string}
   */
  filter(query) {
    const isAnother = JSON.stringify(query) !== JSON.stringify(this.query);
    this.query = query;
    this.hits = fitting(this.data, query);
    if (isAnother) this.scroller.scrollTop = 0;  // a choice asks for the same again, and must leave its row in view
    this.relist();
    const { texts, measures } = this.data, count = this.hits ? this.hits.size : measures.length;
    const words = !this.hits ? texts.found_all : count ? texts.found : texts.found_none;
    const said = words.replace("{count}", String(count)).replace("{all}", String(measures.length));
    if (isAnother) this.told.textContent = said;  // else it would take the place of what has just been said of a pin
    this.empty.textContent = count ? "" : texts.found_none;
    return said;
  }

  relist() {
    const own = this.data.groupings[this.grouping], groups = this.chain ? [groupOf(this.data, this.chain), ...own] : own;
    this.rows = flatten(this.data, groups, this.open, this.hits, (measures) => inOrder(measures, this.data, this.order, this.against));
    this.placeOf = new Map(this.rows.map((row, place) => [row.key, place]));
    if (this.focusKey === null || !this.placeOf.has(this.focusKey)) {
      this.focusKey = this.rows.length ? this.rows[0].key : null;
      this.focusStop = -1;
    }
    this.version++;
    mark(this.scroller, "aria-rowcount", this.rows.length + 1);
    mark(this.scroller, "aria-colcount", this.columns.length + 1);
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
    this.drawMeasured();
  }

  /** Draw at the sizes that were read last: to read them after something is written lays the whole page out at once. */
  drawMeasured() {
    if (this.headed !== this.version) drawHeads(this.head, this.columns, this);
    this.headed = this.version;
    this.lines.draw();
    const { unit, start, width } = this.view, drawn = `${this.version} ${unit} ${start} ${width} ${this.room}`;
    if (drawn !== this.drawn) this.drawTime();
    if (drawn !== this.drawn || this.selected !== this.pointedAt) drawOver(this, this.rows.length * this.rowHeight);
    this.drawn = drawn;
    this.pointedAt = this.selected;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.onRest(this.lines.measures()), REST_MS);
  }

  /** Draw all that stands still while rows are scrolled, and whatever is chosen. */
  drawTime() {
    const height = this.rows.length * this.rowHeight;
    this.body.style.height = height + "px";
    drawAxis(this.axis, this.data, this.view, AXIS, YEARS);
    drawGrid(this.grid, this.data, this.view, Math.min(height, this.room - AXIS));
    this.load.draw(this.view, this.width - this.inner);
  }

  /** Read all sizes before anything is written, so that the browser lays the page out but once. */
  measure() {
    this.width = this.host.clientWidth;
    const narrow = this.width < NARROW;
    this.inner = this.scroller.clientWidth;
    this.top = this.scroller.scrollTop;
    this.room = this.scroller.clientHeight;
    const columns = this.width < BARE ? columnsOf("name") : columnsOf(this.host.dataset.columns ?? "");
    const names = narrow ? 0 : columns.length > 1 ? widthOf(columns, this.width) : ALONE;
    if (this.narrow !== narrow || this.names !== names || this.columns.join() !== columns.join()) this.rearrange(narrow, columns, names);
    resize(this.view, this.inner - this.names);
  }

  /**
   * @param {boolean} narrow
   * @param {Column[]} columns
   * @param {number} names the width of all of them
   */
  rearrange(narrow, columns, names) {
    this.narrow = narrow;
    this.columns = columns;
    this.names = names;
    this.version++;
    this.rowHeight = narrow ? NARROW_ROW : WIDE_ROW;
    for (const host of [this.host, this.load.host]) {
      host.classList.toggle("narrow", narrow);
      host.style.setProperty("--names", this.names + "px");
    }
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

  focused() {
    return (this.focusKey === null ? undefined : this.placeOf.get(this.focusKey)) ?? 0;
  }

  /**
   * @param {number} place
   * @param {number} [stop] within the row; the row itself where it is below 0
   */
  focusRow(place, stop = -1) {
    const bounded = Math.min(Math.max(place, 0), this.rows.length - 1), row = this.rows[bounded];
    if (!row) return;
    this.focusKey = row.key;
    this.focusStop = stop;
    this.scrollTo(bounded);
    this.draw();
    const element = this.lines.elements.get(row.key);
    if (element) (stop < 0 ? element : this.lines.stops(element)[stop] ?? element).focus({ preventScroll: true });
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
    if (id) this.onRest([id]);
    this.takeChoice(id);
    if (this.onSelect) this.onSelect(id, inChain);
  }

  /** @param {string | null} id of the measure that is chosen from now on */
  takeChoice(id) {
    this.selected = id;
    if (this.host.isConnected) this.drawMeasured();
  }

  /** The pixel of the window at which the time axis begins. */
  left() {
    return this.scroller.getBoundingClientRect().left + this.names;
  }
}
