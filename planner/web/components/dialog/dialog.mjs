// What has to be decided before anything is done: a dialog with the browser's own focus and Esc.
import { html } from "../elements/elements.mjs";
import { bookmark, giveBack } from "../focus/focus.mjs";

/** @typedef {{ words: string, value: string, isMain?: boolean }} Choice */

let count = 0;

/**
 * Show a dialog, and give which button it was left by; nothing where it was left by Esc.
 * @param {string} title
 * @param {(body: HTMLElement) => void} fill
 * @param {Choice[]} choices
 * @param {(value: string) => boolean} [mayLeave] whether a button may close it
 * @returns {Promise<string>}
 */
export function ask(title, fill, choices, mayLeave = () => true) {
  count += 1;
  const back = bookmark(document.activeElement);
  const dialog = /** @type {HTMLDialogElement} */ (html(document.body, "dialog", "sheet-dialog", { "aria-labelledby": `sheet-dialog-${count}` }));
  html(dialog, "h2", "", { id: `sheet-dialog-${count}` }).textContent = title;
  const form = /** @type {HTMLFormElement} */ (html(dialog, "form", "", { method: "dialog" }));
  fill(form);
  const buttons = html(form, "div", "sheet-dialog-buttons");
  return new Promise((resolve) => {
    let value = "";
    for (const each of choices) {
      const button = html(buttons, "button", each.isMain ? "sheet-button main" : "sheet-button", { type: each.isMain ? "submit" : "button" });
      button.textContent = each.words;
      if (each.isMain && !form.querySelector("input")) button.setAttribute("autofocus", "");
      if (!each.isMain) button.addEventListener("click", () => { value = each.value; dialog.close(); });
    }
    form.addEventListener("submit", (event) => {
      const main = choices.find((each) => each.isMain);
      if (!main || !mayLeave(main.value)) event.preventDefault();
      else value = main.value;
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      giveBack(back);
      resolve(value);
    });
    dialog.showModal();
  });
}

/**
 * Add a table of words to a dialog; it scrolls within itself.
 * @param {HTMLElement} parent
 * @param {string} caption
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function wordsTable(parent, caption, head, rows) {
  const frame = html(parent, "div", "scroll-x", { tabindex: "0", role: "region", "aria-label": caption });
  const table = html(frame, "table", "numbers");
  const top = html(html(table, "thead", ""), "tr", "");
  for (const words of head) html(top, "th", "", { scope: "col" }).textContent = words;
  const body = html(table, "tbody", "");
  for (const cells of rows) {
    const line = html(body, "tr", "");
    cells.forEach((words, place) => {
      html(line, place ? "td" : "th", "", place ? {} : { scope: "row" }).textContent = words;
    });
  }
  return body;
}

/**
 * Put values into the places of a text.
 * @param {string} words
 * @param {Record<string, string | number>} values
 */
export function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
