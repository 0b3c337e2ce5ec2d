// The inspector: filled at once from what the Gantt holds, then with all that the server knows of the measure.
import { html } from "../elements/elements.mjs";
import { build } from "../elements/parts.mjs";

/** @typedef {import("../elements/parts.mjs").Part} Part */
/** @typedef {{ head: Part, rest: Part }} Sheet */
/** @typedef {{ id: string, name: string, note?: string, owner?: string, start?: string, end?: string }} Known */

const MOST_KEPT = 400;

export class Panel {
  /**
   * @param {HTMLElement} host
   * @param {(id: string) => Known | undefined} known what the page itself holds of a measure
   */
  constructor(host, known) {
    this.host = host;
    this.known = known;
    this.head = /** @type {HTMLElement} */ (host.querySelector("#panel-head"));
    this.rest = /** @type {HTMLElement} */ (host.querySelector("#panel-rest"));
    /** @type {Map<string, Promise<Sheet | null>>} */
    this.sheets = new Map();
    this.revision = "";
    /** @type {string | null} */
    this.shown = null;
    /** Whether the title had the focus when another measure was chosen, of which nothing is known yet. */
    this.isAwaited = false;
  }

  /**
   * Show a measure, or none; of another revision all is asked for anew.
   * @param {string | null} id
   * @param {string} revision
   */
  show(id, revision) {
    if (revision !== this.revision) this.sheets.clear();
    this.revision = revision;
    const isSame = id === this.shown;
    this.shown = id;
    this.host.classList.toggle("chosen", Boolean(id));
    if (!id) {
      this.head.replaceChildren();
      this.rest.replaceChildren();
      return;
    }
    if (!isSame) this.showKnown(id);
    this.fill(id);
  }

  /**
   * What the page holds: who, when, and how it stands.
   * @param {string} id
   */
  showKnown(id) {
    const known = this.known(id), words = this.host.dataset;
    this.isAwaited = !known && this.head.contains(document.activeElement);
    this.head.replaceChildren();
    this.rest.replaceChildren();
    if (!known) return;
    html(this.head, "h2", "panel-title", { tabindex: "-1" }).textContent = known.name;
    if (known.note) html(this.head, "p", "standing").textContent = known.note;
    const facts = html(this.rest, "dl", "facts");
    for (const [name, value] of [[words.owner, known.owner], [words.start, known.start], [words.end, known.end]]) {
      if (!value) continue;
      const row = html(facts, "div");
      html(row, "dt").textContent = name ?? "";
      html(row, "dd").textContent = value;
    }
  }

  /** @param {string} id */
  async fill(id) {
    const revision = this.revision, sheet = await this.sheet(id);
    if (id !== this.shown || revision !== this.revision) return;
    if (sheet === null) this.sheets.delete(id);
    const isEmpty = sheet && Array.isArray(sheet.head) && !sheet.head.length;
    if (!sheet || isEmpty) {
      html(this.rest, "p", "quiet").textContent = (sheet ? this.host.dataset.gone : this.host.dataset.failed) ?? "";
      return;
    }
    const at = this.host.scrollTop;
    this.head.replaceChildren();
    this.rest.replaceChildren();
    build(this.head, sheet.head);
    build(this.rest, sheet.rest);
    this.host.scrollTop = at;
    if (this.isAwaited) /** @type {HTMLElement | null} */ (this.head.querySelector(".panel-title"))?.focus({ preventScroll: true });
    this.isAwaited = false;
  }

  /**
   * All that is known of a measure, asked for once; null where it could not be fetched.
   * @param {string} id
   * @returns {Promise<Sheet | null>}
   */
  sheet(id) {
    const held = this.sheets.get(id);
    if (held) return held;
    if (this.sheets.size >= MOST_KEPT) this.sheets.clear();
    const asked = new URLSearchParams(window.location.search), query = new URLSearchParams({ id });
    for (const name of ["lang", "scenario"]) {
      const value = asked.get(name);
      if (value) query.set(name, value);
    }
    const coming = fetch("/measure.json?" + query).then((answer) => (answer.ok ? answer.json() : null), () => null);
    this.sheets.set(id, coming);
    return coming;
  }
}

/**
 * The measure that a row of the plan is about, where something lies within one.
 * @param {EventTarget | null} target
 * @returns {string}
 */
export function measureAt(target) {
  const row = /** @type {HTMLElement | null} */ (/** @type {Element | null} */ (target)?.closest?.(".gantt-row.measure"));
  return row?.dataset.key?.split("/").pop() ?? "";
}
