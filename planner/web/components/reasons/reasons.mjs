// Why the dates of the chosen measure are what they are: the way that was followed, and a row for each date.
import { html, mark } from "../elements/elements.mjs";

/** @typedef {import("../gantt/chain.mjs").Chain} Chain */
/** @typedef {{ date: string, measure: string, sector: string }} Step */
/** @typedef {{ measure: string, steps: Step[] }} Trail */
/** @typedef {{ words: string, press: Trail }} Way */
/**
 * @typedef {{
 *   words: string, basis: { kind: string, words: string } | null, sources: string[], lead: Way | null,
 * }} Cell
 */
/** @typedef {{ words: string, cells: Cell[] }} Hold */
/** @typedef {{ words: string, by: { words: string, lead: Way | null }[] }} Filling */
/** @typedef {{ holds: Hold[], fillings: Filling[], notes: string[] }} Full */
/**
 * @typedef {{
 *   key: string, name: string, when: string, press: Trail, told: boolean, waits: boolean, verdict: string, brief: string,
 *   more: Full | null, state: string,
 * }} Row
 */
/** @typedef {{ title: string, steps: Way[], show: string, back: Way | null, leave: Way }} Followed */
/**
 * What the page is sent (planner/web/components/reasons/reasons.py).
 * @typedef {{
 *   measure: string, title: string, words: string, trail: Followed | null, rows: Row[], told: string, spoken: string,
 *   chain: Chain | null, texts: Record<string, string>,
 * }} Reasons
 */

export class Why {
  /**
   * @param {HTMLElement} host
   * @param {(trail: Trail) => void} onGo called with what is to be told next
   * @param {() => void} onShow called to show the chain in the plan
   */
  constructor(host, onGo, onShow) {
    this.host = host;
    this.onGo = onGo;
    this.onShow = onShow;
    /** @type {string | null} the date whose heading takes the focus once it is told */
    this.awaited = null;
    this.heading = html(host, "h3", "panel-heading", { tabindex: "-1" });
    this.words = html(host, "p", "quiet");
    this.way = html(host, "nav", "trail");
    this.list = html(host, "ol", "why-dates");
    this.status = html(host, "p", "unseen", { role: "status" });
    /** @type {Map<string, { element: HTMLElement, drawn: string }>} */
    this.rows = new Map();
    this.drawnWay = "";
  }

  /** @param {Reasons} data */
  show(data) {
    this.host.hidden = !data.measure;
    this.heading.textContent = data.title;
    this.words.textContent = data.words;
    this.showWay(data.trail);
    this.showRows(data);
    if (this.status.textContent !== data.spoken) this.status.textContent = data.spoken;
    this.giveFocus(data);
  }

  /** @param {Followed | null} trail */
  showWay(trail) {
    const drawn = JSON.stringify(trail);
    if (drawn === this.drawnWay) return;
    this.drawnWay = drawn;
    this.way.replaceChildren();
    this.way.hidden = !trail;
    if (!trail) return;
    mark(this.way, "aria-label", trail.title);
    html(this.way, "p", "trail-title").textContent = trail.title;
    const list = html(this.way, "ol", "");
    trail.steps.forEach((step, place) => {
      const item = html(list, "li", "");
      const button = this.button(item, step, `way ${place}`, "crumb");
      if (place === trail.steps.length - 1) mark(button, "aria-current", "true");
    });
    const buttons = html(this.way, "div", "trail-buttons");
    if (trail.back) this.button(buttons, trail.back, "back", "tool wide");
    this.plainButton(buttons, trail.show, "show", "tool wide", this.onShow);
    this.button(buttons, trail.leave, "leave", "tool wide");
  }

  /**
   * Draw the rows that are not as they were; the others keep their elements, and with them the focus.
   * @param {Reasons} data
   */
  showRows(data) {
    const keys = new Set(data.rows.map((row) => row.key));
    for (const [key, { element }] of this.rows) {
      if (keys.has(key)) continue;
      element.remove();
      this.rows.delete(key);
    }
    data.rows.forEach((row, place) => {
      const known = this.rows.get(row.key) || { element: html(this.list, "li", "why-date"), drawn: "" };
      const drawn = JSON.stringify(row);
      if (drawn !== known.drawn) this.drawRow(known.element, row, data.texts);
      this.rows.set(row.key, { element: known.element, drawn });
      if (this.list.children[place] !== known.element) this.list.insertBefore(known.element, this.list.children[place]);
    });
  }

  /**
   * @param {HTMLElement} element
   * @param {Row} row
   * @param {Record<string, string>} texts
   */
  drawRow(element, row, texts) {
    element.replaceChildren();
    element.classList.toggle("told", row.told);
    mark(element, "aria-busy", row.waits ? "true" : null);
    const heading = html(element, "h4", "");
    const button = this.button(heading, { words: "", press: row.press }, "date " + row.key, "why-name");
    mark(button, "aria-expanded", String(row.told));
    html(button, "span", "").textContent = row.name;
    html(button, "span", "why-when").textContent = row.when;
    if (row.verdict) html(element, "p", row.told ? "why-verdict full" : "why-verdict").textContent = row.verdict;
    if (row.brief) html(element, "p", "quiet why-brief").textContent = row.brief;
    if (row.more) this.drawFull(element, row.more, row.key, texts);
    if (row.state) html(element, "p", "quiet why-state").textContent = row.state;
  }

  /**
   * @param {HTMLElement} element
   * @param {Full} full
   * @param {string} key
   * @param {Record<string, string>} texts
   */
  drawFull(element, full, key, texts) {
    full.holds.forEach((hold, place) => {
      html(element, "p", "why-held").textContent = hold.words;
      if (!hold.cells.length) return;
      const list = html(element, "ul", "why-cells");
      hold.cells.forEach((cell, number) => this.drawCell(html(list, "li", ""), cell, `${key} ${place} ${number}`, texts));
    });
    full.fillings.forEach((filling, place) => {
      html(element, "p", "why-held").textContent = filling.words;
      const list = html(element, "ul", "why-cells");
      filling.by.forEach((one, number) => {
        const item = html(list, "li", "");
        html(item, "span", "").textContent = one.words;
        if (one.lead) this.onward(item, one.lead, `fills ${key} ${place} ${number}`, "waits", texts);
      });
    });
    full.notes.forEach((words) => { html(element, "p", "why-note").textContent = words; });
  }

  /**
   * @param {HTMLElement} item
   * @param {Cell} cell
   * @param {string} name
   * @param {Record<string, string>} texts
   */
  drawCell(item, cell, name, texts) {
    html(item, "span", "").textContent = cell.words;
    if (cell.basis) {
      item.append(" ");
      html(item, "span", `basis ${cell.basis.kind}`).textContent = cell.basis.words;
    }
    cell.sources.forEach((address) => {
      item.append(" ");
      html(item, "a", "source", { href: address, target: "_blank", rel: "noopener noreferrer" }).textContent = texts.source;
    });
    if (cell.lead) this.onward(item, cell.lead, "lead " + name, "depends", texts);
  }

  /**
   * A button that goes on to another date, with the sign of its arrow in the Gantt.
   * @param {HTMLElement} parent
   * @param {Way} way
   * @param {string} name
   * @param {string} kind
   * @param {Record<string, string>} texts
   */
  onward(parent, way, name, kind, texts) {
    const button = this.button(parent, { words: "", press: way.press }, name, `onward ${kind}`);
    html(button, "span", "unseen").textContent = texts.onward + " ";
    html(button, "span", "").textContent = way.words;
  }

  /**
   * @param {HTMLElement} parent
   * @param {Way} way
   * @param {string} name
   * @param {string} className
   * @returns {HTMLElement}
   */
  button(parent, way, name, className) {
    return this.plainButton(parent, way.words, name, className, () => this.go(way.press, name));
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} words
   * @param {string} name tells it from the others, also when it is drawn anew
   * @param {string} className
   * @param {() => void} press
   * @returns {HTMLElement}
   */
  plainButton(parent, words, name, className, press) {
    const button = html(parent, "button", className, { type: "button", "data-name": name });
    button.textContent = words;
    button.addEventListener("click", press);
    return button;
  }

  /**
   * Tell another date. A press on a date's own name leaves the focus there; all else goes to the heading told.
   * @param {Trail} trail
   * @param {string} name
   */
  go(trail, name) {
    const last = trail.steps[trail.steps.length - 1];
    this.awaited = name.startsWith("date ") ? null : last ? last.date : "";
    this.onGo(trail);
  }

  /**
   * Let the heading of what was gone to have the focus.
   * @param {Reasons} data
   */
  giveFocus(data) {
    if (this.awaited !== null && this.awaited === data.told) {
      this.awaited = null;
      const row = this.rows.get(data.told);
      const heading = row ? named(row.element, "date " + data.told) : this.heading;
      this.host.closest(".panel")?.scrollTo(0, 0); // where the panel scrolls by itself: the way back stays in sight
      heading?.focus();
    }
  }
}

/**
 * The way to a measure of the chain: back to where it was passed, else on from the date that is told.
 * @param {Reasons} data
 * @param {string | null} measure
 * @returns {Trail | undefined}
 */
export function wayTo(data, measure) {
  const passed = data.trail ? [...data.trail.steps].reverse() : [];
  const ahead = data.rows.flatMap((row) => (row.more ? onwardFrom(row.more) : []));
  return [...passed, ...ahead].map((way) => way.press).find((press) => press.measure === measure);
}

/**
 * @param {Full} full
 * @returns {Way[]}
 */
function onwardFrom(full) {
  const parts = [...full.holds.flatMap((hold) => hold.cells), ...full.fillings.flatMap((filling) => filling.by)];
  return parts.flatMap((part) => (part.lead ? [part.lead] : []));
}

/**
 * @param {HTMLElement} host
 * @param {string} name
 * @returns {HTMLElement | undefined}
 */
function named(host, name) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (host.querySelectorAll("[data-name]"))].find((each) => each.dataset.name === name);
}
