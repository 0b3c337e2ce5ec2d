// What a cell of the load opens: who fills it and who waits, in a small dialog beside it.
import { html, mark } from "../elements/elements.mjs";

/** @typedef {{ id: string, name: string, text: string, share?: number }} Part */
/**
 * What is told of a cell (planner/view/filled.py).
 * @typedef {{
 *   sector: string, period: number, title: string, sentence: string, fills_title: string, fills: Part[], nobody: string,
 *   waits_title: string, waits: Part[], no_wait: string, close: string,
 * }} Told
 */

const GAP = 6;

export class Filled {
  /**
   * @param {HTMLElement} host that the dialog stands in
   * @param {(id: string) => void} onChoose called with a measure that is pressed
   */
  constructor(host, onChoose) {
    this.onChoose = onChoose;
    /** @type {HTMLElement | null} */
    this.cell = null;
    this.asked = "";
    this.dialog = html(host, "div", "load-dialog", { role: "dialog", tabindex: "-1" });
    this.dialog.hidden = true;
    this.dialog.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("pointerdown", (event) => this.leave(/** @type {Node} */ (event.target)));
    this.dialog.addEventListener("focusout", (event) => this.leave(/** @type {Node | null} */ (event.relatedTarget)));
    window.addEventListener("resize", () => this.close(false));
  }

  /**
   * Open beside a cell with what is known of it at once; the rest comes with ``tell``.
   * @param {HTMLElement} cell
   * @param {string} key of what is asked
   */
  open(cell, key) {
    this.cell = cell;
    this.asked = key;
    const words = cell.getAttribute("aria-label") ?? "";
    this.dialog.replaceChildren();
    html(this.dialog, "p").textContent = words;
    mark(this.dialog, "aria-label", words);
    this.dialog.hidden = false;
    this.place();
    this.dialog.focus({ preventScroll: true });
  }

  /** @param {Told} told */
  tell(told) {
    if (this.dialog.hidden || this.asked !== `${told.sector} ${told.period}`) return;
    this.dialog.replaceChildren();
    const head = html(this.dialog, "div", "load-dialog-head");
    html(head, "h3").textContent = told.title;
    const close = html(head, "button", "tool", { type: "button", "aria-label": told.close });
    close.textContent = "×";
    close.addEventListener("click", () => this.close(true));
    html(this.dialog, "p").textContent = told.sentence;
    this.list(told.fills_title, told.fills, told.nobody);
    this.list(told.waits_title, told.waits, told.no_wait);
    mark(this.dialog, "aria-label", told.title);
    this.place();
    close.focus({ preventScroll: true });
  }

  /**
   * @param {string} title
   * @param {Part[]} parts
   * @param {string} none
   */
  list(title, parts, none) {
    html(this.dialog, "h4").textContent = title;
    if (!parts.length) html(this.dialog, "p", "quiet").textContent = none;
    const list = parts.length ? html(this.dialog, "ul") : null;
    for (const part of parts) {
      const line = html(/** @type {HTMLElement} */ (list), "li"), name = html(line, "button", "load-name-of", { type: "button" });
      name.textContent = part.name;
      name.addEventListener("click", () => { this.close(true); this.onChoose(part.id); });
      html(line, "span", "quiet").textContent = part.text;
      if (part.share) html(line, "span", "load-share", { "aria-hidden": "true" }).style.width = part.share * 100 + "%";
    }
  }

  /** Stand below the cell, or above it where there is no room. */
  place() {
    if (!this.cell) return;
    const cell = this.cell.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = this.dialog;
    const left = Math.min(Math.max(8, cell.left), window.innerWidth - width - 8);
    const below = cell.bottom + GAP + height < window.innerHeight || cell.top < height + GAP;
    this.dialog.style.left = left + "px";
    this.dialog.style.top = Math.max(8, below ? Math.min(cell.bottom + GAP, window.innerHeight - height - 8) : cell.top - GAP - height) + "px";
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.close(true);
  }

  /**
   * Close when the pointer or the focus goes on elsewhere.
   * @param {Node | null} target
   */
  leave(target) {
    if (this.dialog.hidden || !target || this.dialog.contains(target) || this.cell?.contains(target)) return;
    this.close(false);
  }

  /** @param {boolean} back whether the focus goes back to the cell */
  close(back) {
    if (this.dialog.hidden) return;
    this.dialog.hidden = true;
    this.asked = "";
    if (back) this.cell?.focus({ preventScroll: true });
  }
}
