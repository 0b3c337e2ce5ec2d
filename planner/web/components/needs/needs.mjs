// The list of what the sector has said: what is looked for is kept in the address, and hides all else.
import { asked, replaceView } from "../address/address.mjs";

/** Follow the search and the buttons over the list. */
export function followNeeds() {
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.id === "needs-search") look(field.value, asked("vis"));
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-needs]"));
    if (button) look(asked("sok"), button.dataset.needs ?? "");
  });
}

/**
 * @param {string} text
 * @param {string} shown
 */
function look(text, shown) {
  replaceView({ sok: text, vis: shown });
  showNeeds(null);
}

/**
 * Show what the address asks for, and say how many there are.
 * @param {((text: string) => void) | null} write what writes into the field, where the list has just been drawn
 */
export function showNeeds(write) {
  const text = asked("sok"), shown = asked("vis"), words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("needs-search"));
  if (write && field && field.value !== text) write(text);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-needs]"))) {
    button.setAttribute("aria-pressed", String((button.dataset.needs ?? "") === shown));
  }
  let count = 0;
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".needs-group"))) {
    let here = 0;
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll(".need"))) {
      const { words: said = "", kind, state } = item.dataset;
      item.hidden = !(words.every((word) => said.includes(word)) && (!shown || shown === state || shown === kind));
      here += item.hidden ? 0 : 1;
    }
    group.hidden = !here;
    count += here;
  }
  const told = document.getElementById("needs-found");
  if (told) told.textContent = (told.dataset.words ?? "").replace("{count}", String(count));
}
