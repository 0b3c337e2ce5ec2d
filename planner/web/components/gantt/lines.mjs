// The elements of the rows in view: made once, used again for other rows, and touched only where they are another.
import { html, mark, svg, write } from "../elements/elements.mjs";
import { along, stretch } from "../timeline/scale.mjs";
import { drawLines } from "../timeline/axis.mjs";
import { draw as drawBars, move } from "./bars.mjs";
import { drawLegend } from "./chain.mjs";
import { drawCells, heldOf } from "./columns.mjs";
import { parts, wordsOf } from "./filter.mjs";
import { isInChain } from "./rows.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */
/** @typedef {import("./rows.mjs").Phase} Phase */
/** @typedef {import("./rows.mjs").Row} Row */

const MARGIN_ROWS = 6, MOST_SPARE = 40;

export class Lines {
  /** @param {Gantt} gantt */
  constructor(gantt) {
    this.gantt = gantt;
    /** @type {Map<string, HTMLElement>} */
    this.elements = new Map();
    /** @type {HTMLElement[]} elements of rows that are out of view */
    this.spare = [];
    /** @type {WeakMap<HTMLElement, { said: string, drawn: string, start: number }>} what each was touched with last */
    this.touched = new WeakMap();
  }

  /** Draw the rows in view from the last to the first, each before the one that follows: one moved would lose the focus. */
  draw() {
    const places = this.places(), { rows } = this.gantt;
    this.removeAllBut(new Set(places.map((place) => rows[place].key)));
    /** @type {Element} */
    let next = this.gantt.over;
    for (const place of places.reverse()) next = this.drawRow(rows[place], place, next);
  }

  /** @returns {number[]} of the rows in view and of the one in focus, in order */
  places() {
    const { rows } = this.gantt, [first, last] = this.inView(), focused = this.gantt.focused();
    const places = [];
    for (let place = Math.max(0, first); place < Math.min(last, rows.length); place++) places.push(place);
    if (focused < first) places.unshift(focused);
    else if (focused >= last && focused < rows.length) places.push(focused);
    return places;
  }

  /** @returns {string[]} those whose rows are drawn */
  measures() {
    const { rows, placeOf } = this.gantt;
    const drawn = [...this.elements.keys()].map((key) => rows[placeOf.get(key) ?? -1]?.measure?.id ?? "");
    return [...new Set(drawn)].filter(Boolean);
  }

  /** @returns {[number, number]} */
  inView() {
    const { printing, rows, rowHeight, top, room } = this.gantt;
    if (printing) return [0, rows.length];
    return [Math.floor(top / rowHeight) - MARGIN_ROWS, Math.ceil((top + room) / rowHeight) + MARGIN_ROWS];
  }

  /** @param {Set<string>} kept */
  removeAllBut(kept) {
    for (const [key, element] of this.elements) {
      if (kept.has(key)) continue;
      this.elements.delete(key);
      element.remove();
      if (this.spare.length < MOST_SPARE) this.spare.push(element);
    }
  }

  /**
   * @param {Row} row
   * @param {number} place
   * @param {Element} next the element that it stands before
   * @returns {HTMLElement}
   */
  drawRow(row, place, next) {
    const element = this.elements.get(row.key) ?? this.take(row);
    const touched = this.touched.get(element) ?? { said: "", drawn: "", start: -1 };
    const is = `${this.gantt.version} ${place} ${row.key}`, said = `${is} ${this.stands(row)}`, drawn = `${is} ${this.stamp()}`;
    if (said !== touched.said) this.describe(element, row, place);
    const bars = /** @type {SVGElement} */ (element.lastElementChild?.firstElementChild);
    if (drawn !== touched.drawn) this.drawBars(bars, row);
    else if (touched.start !== this.gantt.view.start) move(bars, this.gantt.view);
    this.touched.set(element, { said, drawn, start: this.gantt.view.start });
    if (element.nextSibling !== next) this.gantt.body.insertBefore(element, next);
    return element;
  }

  /**
   * Whether a row is chosen, and where in it the focus stands: it is said anew alone when that changes.
   * @param {Row} row
   * @returns {string}
   */
  stands(row) {
    const { focusKey, focusStop, view } = this.gantt;
    return `${this.isChosen(row)} ${row.key === focusKey ? `${focusStop} ${view.unit} ${view.start}` : ""}`;
  }

  /** @param {Row} row */
  isChosen(row) {
    return row.kind === "measure" && row.measure.id === this.gantt.selected;
  }

  /** @returns {string} all that bars depend on beside their row */
  stamp() {
    const { view, rowHeight, printing } = this.gantt, [first, last] = stretch(view);
    return `${view.unit} ${view.width} ${first} ${last} ${rowHeight} ${printing}`;
  }

  /**
   * @param {SVGElement} bars
   * @param {Row} row
   */
  drawBars(bars, row) {
    const { gantt } = this, { view } = gantt, box = gantt.box();
    if (row.kind === "group" && row.group.legend) return drawLegend(bars, row, box, view.width);
    /** @param {import("../elements/elements.mjs").Pen} pen */
    const behind = (pen) => drawLines(pen, gantt.data, view, gantt.rowHeight);
    drawBars(bars, row, { view, box, against: gantt.against, draft: gantt.draft, behind: gantt.printing ? behind : null });
  }

  /**
   * An element for a row: one that has gone out of view, else a new one.
   * @param {Row} row
   * @returns {HTMLElement}
   */
  take(row) {
    const element = this.spare.pop() ?? this.make();
    element.className = `gantt-row ${row.kind}`;
    element.dataset.key = row.key;
    this.elements.set(row.key, element);
    return element;
  }

  /** @returns {HTMLElement} */
  make() {
    const element = html(this.gantt.body, "div", "gantt-row", { role: "row" });
    const name = html(element, "div", "gantt-name", { role: "gridcell", "aria-colindex": 1 });
    html(name, "span", "twist", { "aria-hidden": "true" });
    html(name, "span", "words");
    html(name, "span", "note");
    svg(html(element, "div", "gantt-bars", { role: "gridcell" }), "");
    return element;
  }

  /**
   * Say of a row what it is, and how it stands.
   * @param {HTMLElement} element
   * @param {Row} row
   * @param {number} place
   */
  describe(element, row, place) {
    const { gantt } = this, spoken = this.spoken(row);
    mark(element, "aria-label", spoken);
    mark(element, "aria-level", row.level);
    mark(element, "aria-setsize", row.size);
    mark(element, "aria-posinset", row.place + 1);
    mark(element, "aria-rowindex", place + 2);
    mark(element, "aria-expanded", row.expandable ? String(row.expanded) : null);
    mark(element, "aria-selected", row.kind === "measure" ? String(this.isChosen(row)) : null);
    element.style.top = place * gantt.rowHeight + "px";
    element.style.height = gantt.rowHeight + "px";
    element.classList.toggle("in-chain", isInChain(row));
    const isHit = row.kind === "measure" && Boolean(gantt.hits) && !isInChain(row);
    element.classList.toggle("hit", isHit);
    this.name(element, row, isHit);
    drawCells(element, gantt.columns, row, gantt);
    mark(element.lastElementChild ?? element, "aria-label", spoken);
    this.focusable(element, row);
  }

  /**
   * All that a row says; of what is proposed, how it differs too.
   * @param {Row} row
   * @returns {string}
   */
  spoken(row) {
    const proposed = row.kind === "measure" ? row.measure.proposed : null, held = heldOf(row, this.gantt.against);
    if (!proposed) return row.spoken;
    return [proposed.spoken || row.spoken, this.gantt.data.texts.proposed, held?.spoken].filter(Boolean).join(". ");
  }

  /**
   * @param {HTMLElement} element
   * @param {Row} row
   * @param {boolean} isHit
   */
  name(element, row, isHit) {
    const [twist, words, note] = /** @type {Iterable<HTMLElement>} */ (element.children[0].children);
    mark(twist, "class", row.expandable ? (row.expanded ? "twist open" : "twist closed") : "twist none");
    const sought = isHit ? wordsOf(this.gantt.query) : [];
    if (!sought.length) write(words, row.name);
    else words.replaceChildren(...parts(row.name, sought).map(([part, found]) => (found ? marked(part) : part)));
    if (!sought.length && words.firstElementChild) words.replaceChildren(row.name);
    mark(words, "title", row.name);
    write(note, row.note);
  }

  /**
   * Let one part of all rows be a stop of the tab key: the row in focus, or one of its cells or bars.
   * @param {HTMLElement} element
   * @param {Row} row
   */
  focusable(element, row) {
    const isFocused = row.key === this.gantt.focusKey, stop = isFocused ? this.gantt.focusStop : -1;
    this.phaseStops(element, isFocused && stop >= this.cells(element).length ? phasesOf(row) : []);
    mark(element, "tabindex", isFocused && stop < 0 ? "0" : "-1");
    this.stops(element).forEach((cell, place) => mark(cell, "tabindex", isFocused && place === stop ? "0" : "-1"));
  }

  /**
   * @param {HTMLElement} element
   * @returns {HTMLElement[]} the cells before the bars
   */
  cells(element) {
    return /** @type {HTMLElement[]} */ ([...element.children].slice(0, -1));
  }

  /**
   * Where the focus can stand within a row: its cells, then each phase, or the bars as a whole where there is none.
   * @param {HTMLElement} element
   * @returns {HTMLElement[]}
   */
  stops(element) {
    const bars = /** @type {HTMLElement} */ (element.lastElementChild);
    const phases = /** @type {HTMLElement[]} */ ([...bars.querySelectorAll(".phase-stop")]);
    return [...this.cells(element), ...(phases.length ? phases : [bars])];
  }

  /**
   * Lay a part that can have the focus over each phase of the row in which it stands.
   * @param {HTMLElement} element
   * @param {Phase[]} phases
   */
  phaseStops(element, phases) {
    const bars = /** @type {HTMLElement} */ (element.lastElementChild), { view, data } = this.gantt, box = this.gantt.box();
    while (bars.children.length > phases.length + 1) bars.lastElementChild?.remove();
    while (bars.children.length <= phases.length) html(bars, "div", "phase-stop", { role: "button", tabindex: "-1" });
    phases.forEach((phase, place) => {
      const stop = /** @type {HTMLElement} */ (bars.children[place + 1]);
      stop.dataset.phase = phase.id;
      stop.style.left = along(view, phase.start - view.start) - 2 + "px";
      stop.style.width = Math.max(along(view, phase.end - phase.start), 4) + 4 + "px";
      stop.style.top = box.top + 3 + "px";
      mark(stop, "aria-label", `${phase.name}, ${data.ticks[phase.start]?.short ?? ""} ${data.ticks[phase.start]?.year ?? ""}`);
    });
  }
}

/**
 * The phases of a row that the focus can stand on: those of a measure.
 * @param {Row} row
 * @returns {Phase[]}
 */
export function phasesOf(row) {
  return row.kind === "measure" ? (row.measure.proposed ?? row.measure).phases : [];
}

/**
 * @param {string} part
 * @returns {HTMLElement}
 */
function marked(part) {
  const found = document.createElement("mark");
  found.textContent = part;
  return found;
}
