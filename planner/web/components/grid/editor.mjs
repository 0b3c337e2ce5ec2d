// The field in which a cell is typed: text, a choice among words, or text that is completed with known names.
import { html } from "../elements/elements.mjs";

/** @typedef {import("./sheet.mjs").Column} Column */
/** @typedef {"down" | "up" | "right" | "left" | ""} Move */
/** @typedef {{ done: (text: string, move: Move) => void, left: (move: Move) => void }} Hooks */

export class Editor {
  /**
   * @param {HTMLElement} cell
   * @param {Column} column
   * @param {string} text what stands there
   * @param {string | null} typed what replaces it from the start, where somebody just began to type
   * @param {string[][]} names ids that may stand there, each with what people call it
   * @param {string} label
   * @param {Hooks} hooks
   */
  constructor(cell, column, text, typed, names, label, hooks) {
    this.hooks = hooks;
    this.isOver = false;
    this.text = text;
    cell.replaceChildren();
    this.field = column.choices.length ? choice(cell, column, text) : line(cell, typed ?? text, names);
    this.field.setAttribute("aria-label", label);
    this.field.addEventListener("keydown", (event) => this.press(/** @type {KeyboardEvent} */ (event)));
    this.field.addEventListener("blur", () => this.end(""));
    let isByKey = false;
    this.field.addEventListener("keydown", () => { isByKey = true; });
    this.field.addEventListener("pointerdown", () => { isByKey = false; });
    if (this.field instanceof HTMLSelectElement) this.field.addEventListener("change", () => { if (!isByKey) this.end(""); });
    this.field.focus({ preventScroll: true });
    if (this.field instanceof HTMLInputElement && typed === null) this.field.select();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    /** @type {Move} */
    let move = "";
    if (event.key === "Escape") {
      event.preventDefault();
      this.leave();
      return;
    }
    if (event.key === "Enter") move = event.shiftKey ? "up" : "down";
    else if (event.key === "Tab") move = event.shiftKey ? "left" : "right";
    else return;
    event.preventDefault();
    this.end(move);
  }

  /**
   * Take what was typed; what is as it was is no change.
   * @param {Move} move
   */
  end(move) {
    if (this.isOver) return;
    this.isOver = true;
    const text = this.field.value;
    if (text === this.text) this.hooks.left(move);
    else this.hooks.done(text, move);
  }

  /** Let the cell be as it was. */
  leave() {
    if (this.isOver) return;
    this.isOver = true;
    this.hooks.left("");
  }
}

/**
 * @param {HTMLElement} cell
 * @param {Column} column
 * @param {string} text
 */
function choice(cell, column, text) {
  const field = /** @type {HTMLSelectElement} */ (html(cell, "select", "sheet-field"));
  const words = column.choices.includes(text) || text === "" ? ["", ...column.choices] : [text, "", ...column.choices];
  for (const word of words) html(field, "option", "", { value: word }).textContent = word || "–";
  field.value = text;
  return field;
}

/**
 * @param {HTMLElement} cell
 * @param {string} text
 * @param {string[][]} names
 */
function line(cell, text, names) {
  const field = /** @type {HTMLInputElement} */ (html(cell, "input", "sheet-field", { type: "text", autocomplete: "off", spellcheck: "false" }));
  field.value = text;
  if (names.length) {
    const list = html(cell, "datalist", "", { id: "sheet-names" });
    for (const [id, name] of names) html(list, "option", "", { value: id }).textContent = name;
    field.setAttribute("list", "sheet-names");
  }
  return field;
}
