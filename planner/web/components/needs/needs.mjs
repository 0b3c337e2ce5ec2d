// The list of what the sector has said: what is looked for is kept in the address, and hides all else.
import { asked, onWayBack, replaceView } from "../address/address.mjs";
import { markChosen } from "../choice/choice.mjs";

const PAUSE_MILLISECONDS = 600;

/** @type {MutationObserver | null} waits for what is told of the input that a link led to */
let telling = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let counting;

/**
 * Follow the search and the buttons over the list, and the ways back and on through what was chosen.
 * @param {(text: string) => void} write what writes into the field
 */
export function followNeeds(write) {
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.id === "needs-search") look(field.value, asked("vis"), PAUSE_MILLISECONDS);
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-needs]"));
    if (button) look(asked("sok"), button.dataset.needs ?? "", 0);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("#input-told a[data-page]"));
    if (link && event.defaultPrevented && link.pathname === window.location.pathname) goToTitle();
  });
  onWayBack(() => {
    showNeeds(write);
    markChosen(document, "innspill");
  });
}

/** Go to the title of what is told next: the link that led there goes away. */
function goToTitle() {
  const host = document.getElementById("input-told");
  telling?.disconnect();
  if (!host) return;
  const title = () => /** @type {HTMLElement | null} */ (host.querySelector(".panel-title"));
  const before = title()?.textContent;
  telling = new MutationObserver(() => {
    if (title()?.textContent === before) return;
    telling?.disconnect();
    title()?.focus();
  });
  telling.observe(host, { childList: true, subtree: true, characterData: true });
}

/**
 * @param {string} text
 * @param {string} shown
 * @param {number} pause before it is said how many there are
 */
function look(text, shown, pause) {
  replaceView({ sok: text, vis: shown });
  showNeeds(null, pause);
}

/**
 * Show what the address asks for, and say how many there are.
 * @param {((text: string) => void) | null} write what writes into the field, where the list has just been drawn
 * @param {number} [pause] before that is said, in milliseconds
 */
export function showNeeds(write, pause = 0) {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-needs]")), wanted = asked("vis");
  const shown = [...buttons].some((button) => button.dataset.needs === wanted) ? wanted : "";
  const text = asked("sok"), words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("needs-search"));
  if (write && field && field.value !== text) write(text);
  for (const button of buttons) {
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
  clearTimeout(counting);
  counting = setTimeout(() => tellCount(count), pause);
}

/** @param {number} count */
function tellCount(count) {
  const told = document.getElementById("needs-found"), words = (told?.dataset.words ?? "").replace("{count}", String(count));
  if (told && told.textContent !== words) told.textContent = words;  // the same words would be said again
}
