// What is chosen on a page: told to the page's callbacks, kept in its address, and marked where it was pressed.
import { mark } from "../elements/elements.mjs";

/** @type {Record<string, string>} What is not chosen any more where another is, on a page that has both. */
const APART = { tiltak: "tjeneste", tjeneste: "tiltak" };

/** @type {(name: string, id: string | null) => void} */
let tell = () => {};

/**
 * Follow the buttons that choose, and the ways back and forward through what was chosen.
 * @param {(name: string, id: string | null) => void} told
 */
export function followChoices(told) {
  tell = told;
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-choose]"));
    if (button) choose(button.dataset.choose ?? "", button.dataset.id ?? null);
  });
  window.addEventListener("popstate", () => chosenNames().forEach((name) => told(name, chosen(name))));
}

/**
 * Choose something by its name in the address, and go to what is then told of it where that is out of sight.
 * @param {string} name
 * @param {string | null} id
 */
export function choose(name, id) {
  const asked = new URLSearchParams(window.location.search);
  if (id === null) asked.delete(name);
  else asked.set(name, id);
  const apart = APART[name];
  if (apart && id !== null && document.querySelector(`[data-told="${apart}"]`)) {
    asked.delete(apart);
    tell(apart, null);
  }
  if (id !== chosen(name)) window.history.pushState(window.history.state, "", "?" + asked);
  markChosen(document, name);
  tell(name, id);
  const told = /** @type {HTMLElement | null} */ (document.querySelector(`[data-told="${name}"]`));
  if (told && told.getBoundingClientRect().top > window.innerHeight - 80) {
    told.scrollIntoView({ block: "start" });
    told.focus({ preventScroll: true });
  }
}

/**
 * Give what the address says is chosen.
 * @param {string} name
 * @returns {string | null}
 */
export function chosen(name) {
  return new URLSearchParams(window.location.search).get(name);
}

/** @type {Record<string, string>} what holds where the address names nothing else */
const USUAL = { dybde: "1" };

/**
 * Mark the buttons of what is chosen.
 * @param {ParentNode} within
 * @param {string} name
 */
export function markChosen(within, name) {
  const now = chosen(name) ?? USUAL[name];
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(`[data-choose="${name}"]`))) {
    mark(button, "aria-pressed", String(button.dataset.id === now));
  }
}

/** @returns {string[]} the names that anything on the page is chosen by */
function chosenNames() {
  const told = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-told]"));
  return [...told].map((element) => element.dataset.told ?? "");
}
