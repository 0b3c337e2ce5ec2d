// What stands beside the bars and behind them: columns, and the plan that is outlined; kept in the address.
import { asked, replaceView } from "../address/address.mjs";
import { html } from "../elements/elements.mjs";
import { SORTED, orderOf, written } from "../gantt/sorting.mjs";

/** @typedef {import("../gantt/rows.mjs").Data} Data */

const COLUMNS = ["start", "end", "difference", "owner", "status"], USUAL = ["start", "end", "difference"], BARE = "name", OFF = "uten";
/** @type {Record<string, string>} the name of each text, where it is another */
const HEADS = { status: "state" };

/**
 * Let the place of the Gantt say what the address asks for.
 * @param {HTMLElement} host
 */
export function restoreLooks(host) {
  const layers = asked("lag"), against = asked("mot"), sorted = asked("sorter");
  if (sorted) host.dataset.sorted = sorted;
  if (layers) host.dataset.columns = layers === OFF ? BARE : layers.split(",").join(" ");
  if (against) host.dataset.against = against;
  if (asked("piler") === OFF) host.dataset.arrows = "off";
}

/**
 * Give a choice of columns, of what is outlined, and of what rows are sorted by, which a press on a heading chooses too.
 * @param {HTMLElement} place
 * @param {HTMLElement} host of the Gantt
 * @param {Data} data
 */
export function drawLooks(place, host, data) {
  const key = JSON.stringify([data.baselines, data.texts.start]);
  if (place.dataset.drawn === key) return;
  place.dataset.drawn = key;
  place.replaceChildren();
  const words = place.dataset, shown = host.dataset.columns?.split(" ") ?? USUAL;
  const columns = group(place, words.columns ?? "");
  for (const column of COLUMNS) {
    const head = /** @type {Record<string, string>} */ (data.texts)[HEADS[column] ?? column];
    choice(columns, "checkbox", "columns", column, head, shown.includes(column));
  }
  const against = group(place, words.against ?? "");
  const outlined = host.dataset.against ?? data.baselines[0]?.key;
  for (const one of data.baselines) choice(against, "radio", "against", one.key, one.name, one.key === outlined);
  against.hidden = !data.baselines.length;
  drawOrder(place, host, data);
  place.onchange = () => take(place, host);
  const head = /** @type {HTMLElement | null} */ (host.querySelector(".gantt-head"));
  if (head) head.onclick = (event) => sortBy(place, host, event);
}

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} host
 * @param {Data} data
 */
function drawOrder(place, host, data) {
  const words = place.dataset, order = orderOf(host.dataset.sorted ?? ""), sorted = group(place, words.sorted ?? "");
  choice(sorted, "radio", "sorted", "", words.unsorted ?? "", !order);
  for (const column of SORTED) {
    choice(sorted, "radio", "sorted", column, /** @type {Record<string, string>} */ (data.texts)[column], order?.column === column);
  }
  choice(sorted, "checkbox", "falling", "falling", words.falling ?? "", Boolean(order?.isFalling));
}

/**
 * Sort by the column whose heading is pressed: rising, then falling, then as the plan has it.
 * @param {HTMLElement} place
 * @param {HTMLElement} host
 * @param {Event} event
 */
function sortBy(place, host, event) {
  const head = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-column]"));
  const column = head?.dataset.column ?? "", order = orderOf(host.dataset.sorted ?? "");
  if (!SORTED.includes(column)) return;
  const isSame = order?.column === column, isOver = isSame && order.isFalling;
  box(place, `input[name=sorted][value="${isOver ? "" : column}"]`).checked = true;
  box(place, "input[name=falling]").checked = isSame && !isOver;
  take(place, host);
}

/**
 * @param {HTMLElement} place
 * @param {string} selector
 */
function box(place, selector) {
  return /** @type {HTMLInputElement} */ (place.querySelector(selector));
}

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} host
 */
function take(place, host) {
  const chosen = [.../** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("input:checked"))];
  const named = (/** @type {string} */ name) => chosen.filter((one) => one.name === name).map((one) => one.value);
  const columns = named("columns"), against = named("against")[0] ?? "";
  const sorted = written(named("sorted")[0] ?? "", named("falling").length > 0);
  host.dataset.sorted = sorted;
  host.dataset.columns = columns.join(" ") || BARE;
  host.dataset.against = against;
  const first = /** @type {HTMLInputElement | null} */ (place.querySelector("input[name=against]"))?.value ?? "";
  replaceView({ lag: columns.join() === USUAL.join() ? "" : columns.join() || OFF, mot: against === first ? "" : against, sorter: sorted });
}

/**
 * @param {HTMLElement} place
 * @param {string} name
 * @returns {HTMLElement}
 */
function group(place, name) {
  const made = html(place, "fieldset", "looks");
  html(made, "legend").textContent = name;
  return made;
}

/**
 * @param {HTMLElement} parent
 * @param {"checkbox" | "radio"} type
 * @param {string} name
 * @param {string} value
 * @param {string} words
 * @param {boolean} isChosen
 */
function choice(parent, type, name, value, words, isChosen) {
  const label = html(parent, "label", ""), box = /** @type {HTMLInputElement} */ (html(label, "input", "", { type, name, value }));
  box.checked = isChosen;
  html(label, "span").textContent = words;
}
