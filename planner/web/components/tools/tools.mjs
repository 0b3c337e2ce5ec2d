// Search, filters and figures over the plan: what they ask for is kept in the address, and shown by the Gantt.
import { asked, replaceView } from "../address/address.mjs";

/** @typedef {{ text: string, kinds: string[] }} Query kinds are those of planner/view/kinds.py */
/**
 * What the tools ask of the page.
 * @typedef {{
 *   filter: (query: Query) => string, counts: () => Record<string, number>, group: (way: string) => void, search: (text: string) => void,
 * }} Asked
 */

const KINDS = ["changed", "late", "deadline", "out", "done"];

/** @returns {Query} what the address asks for */
export function queryAsked() {
  return { text: asked("sok"), kinds: asked("filter").split(",").filter((kind) => KINDS.includes(kind)) };
}

/**
 * Follow the search, the filters and the figures.
 * @param {Asked} page
 */
export function followTools(page) {
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.id === "search") look(page, { ...queryAsked(), text: field.value });
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-filter], [data-group], [data-opens]"));
    if (!button) return;
    if (button.dataset.group) page.group(button.dataset.group);
    else if (button.dataset.opens) open(button.dataset.opens);
    else look(page, { ...queryAsked(), kinds: pressed(button.dataset.filter ?? "") });
  });
}

/**
 * Show what the address asks for, and how many rows there are of each kind.
 * @param {Asked} page
 */
export function showTools(page) {
  const query = queryAsked(), field = /** @type {HTMLInputElement | null} */ (document.getElementById("search"));
  if (field && field.value !== query.text) page.search(query.text);
  for (const button of document.querySelectorAll(".chip, .tile[data-filter]")) {
    const kind = /** @type {HTMLElement} */ (button).dataset.filter ?? "";
    button.setAttribute("aria-pressed", String(kind ? query.kinds.includes(kind) : !query.kinds.length));
    const count = button.querySelector(".count"), many = page.counts()[kind];
    if (count) count.textContent = many === undefined ? "" : String(many);
  }
  const said = document.getElementById("found"), words = page.filter(query);
  if (said) said.textContent = words;
}

/**
 * @param {Asked} page
 * @param {Query} query
 */
function look(page, query) {
  replaceView({ sok: query.text, filter: query.kinds.join(",") });
  showTools(page);
}

/**
 * The kinds that are asked for once one is pressed: it is taken back where it was asked for, and all takes back all.
 * @param {string} kind
 * @returns {string[]}
 */
function pressed(kind) {
  const { kinds } = queryAsked();
  if (!kind) return [];
  return kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind];
}

/**
 * Open a part of what lies behind a press, with what it lies in.
 * @param {string} kind
 */
function open(kind) {
  const part = document.querySelector(`.part.${CSS.escape(kind)}`), fold = part?.closest("details.fold");
  for (const each of [fold, part]) each?.setAttribute("open", "");
  part?.querySelector("summary")?.focus();
}
