// What the page's callbacks call: draws the Gantt and the load from the stored data, and follows the buttons.
import { followAddress, pageAt } from "../components/address/address.mjs";
import { followCommands } from "../components/buttons/busy.mjs";
import { drawAround } from "../components/around/around.mjs";
import { Capacity } from "../components/capacity/capacity.mjs";
import { choose as chooseByName, chosen, followChoices, markChosen } from "../components/choice/choice.mjs";
import { watchContact } from "../components/contact/contact.mjs";
import { followFolds } from "../components/fold/fold.mjs";
import { Gantt } from "../components/gantt/gantt.mjs";
import { STEP, followDrag, panBy, zoomBy } from "../components/gantt/keys.mjs";
import { Load } from "../components/load/load.mjs";
import { Why, wayTo } from "../components/reasons/reasons.mjs";
import { Saturation } from "../components/saturation/saturation.mjs";
import { followBar } from "../components/plan_bar/plan_bar.mjs";
import { draw as drawTable } from "../components/tables/tables.mjs";
import { fit } from "../components/timeline/scale.mjs";

/** @typedef {import("../components/gantt/rows.mjs").Data} Data */
/** @typedef {import("../components/reasons/reasons.mjs").Reasons} Reasons */
/** @typedef {import("../components/reasons/reasons.mjs").Trail} Trail */
/** @typedef {import("../components/around/around.mjs").Around} Around */
/** @typedef {import("../components/capacity/capacity.mjs").Grid} Grid */
/** @typedef {import("../components/capacity/capacity.mjs").Marked} Marked */
/** @typedef {import("../components/saturation/saturation.mjs").Shares} Shares */
/** @typedef {import("../components/tables/tables.mjs").Table} Table */
/**
 * What Dash gives to scripts, and the one place where it looks for ours.
 * @typedef {{ no_update: unknown, set_props: (id: string, props: object) => void, planner?: object }} Dash
 */
const page = /** @type {{ dash_clientside: Dash }} */ (/** @type {unknown} */ (window));

/** @type {Gantt | null} */
let gantt = null;
/** @type {Why | null} */
let whyShown = null;
/** @type {Reasons | null} what was sent last, also where the Gantt is not drawn yet */
let reasons = null;
/** @type {MutationObserver | null} */
let filling = null;

/**
 * @param {Data | null} data
 * @param {string} grouping
 * @param {string | null} selected
 */
function draw(data, grouping, selected) {
  const host = document.getElementById("gantt");
  if (!data || !host) return page.dash_clientside.no_update;
  if (!gantt || gantt.host !== host) gantt = begin(host, data);
  if (gantt.load.data !== data) gantt.load.show(data);
  gantt.show(data, grouping, selected);
  gantt.showChain(reasons && reasons.chain);
  if (!performance.getEntriesByName("gantt").length) performance.mark("gantt");
  return page.dash_clientside.no_update;
}

/** @param {Reasons | null} data */
function why(data) {
  const host = document.getElementById("why");
  if (!data || !host) return page.dash_clientside.no_update;
  if (!whyShown || whyShown.host !== host) whyShown = new Why(host, follow, showChain);
  reasons = data;
  whyShown.show(data);
  const isAnother = gantt?.showChain(data.chain);
  if (gantt && isAnother && !isBelow(host, gantt.host)) bringIntoView(gantt);
  return page.dash_clientside.no_update;
}

/**
 * Bring the first rows into the window, where the top of the page hides them.
 * @param {Gantt} shown
 */
function bringIntoView(shown) {
  const { top } = shown.scroller.getBoundingClientRect();
  if (top < 52 || top > window.innerHeight / 2) shown.scroller.scrollIntoView({ block: "start" });
}

/** Go to the rows of the chain, which stand first. */
function showChain() {
  if (!gantt) return;
  bringIntoView(gantt);
  gantt.focusRow(0);
}

/**
 * Choose the measure of the date that is told next.
 * @param {Trail} trail
 */
function follow(trail) {
  if (gantt && gantt.selected !== trail.measure) page.dash_clientside.set_props("selected", { data: trail.measure });
  page.dash_clientside.set_props("trail", { data: trail });
}

/**
 * @param {Table | null} data
 * @param {string} id
 */
function table(data, id) {
  const host = document.getElementById(id);
  if (data && host) drawTable(host, data);
  return page.dash_clientside.no_update;
}

/**
 * Draw the page anew where the address leads to another one, and not where only the view of it is another.
 * @param {string} path
 * @param {string} query
 * @param {string | null} shown
 */
function where(path, query, shown) {
  const now = pageAt(path, query);
  return now === shown ? page.dash_clientside.no_update : now;
}

/** @type {Record<string, string>} The store of what is chosen, by its name in the address. */
const CHOICES = { tjeneste: "service", tiltak: "around-measure", dybde: "around-depth" };

/**
 * Draw a table in which something can be chosen, and tell what the address says is.
 * @param {Table | null} data
 * @param {string} id
 * @param {string | null} told what the callbacks know to be chosen
 */
function matrix(data, id, told) {
  const host = document.getElementById(id), name = data?.chooses;
  if (!data || !host || !name) return page.dash_clientside.no_update;
  drawTable(host, data);
  markChosen(host, name);
  return chosen(name) === told ? page.dash_clientside.no_update : chosen(name);
}

/** @type {WeakMap<HTMLElement, Saturation>} */
const maps = new WeakMap();

/**
 * @param {Shares | null} data
 * @param {string} id
 */
function saturation(data, id) {
  const host = document.getElementById(id);
  if (!data || !host) return page.dash_clientside.no_update;
  const map = maps.get(host) ?? new Saturation(host, document.getElementById(id + "-readout"), chooseSector);
  maps.set(host, map);
  map.show(data);
  return page.dash_clientside.no_update;
}

/** @type {Around | null} what lies around what is chosen, as it was sent last */
let aroundShown = null;

/** @returns {(string | null)[]} what the address says is chosen on the page of dependencies */
function asked() {
  const measure = chosen("tiltak");
  if (measure) page.dash_clientside.set_props("trail", { data: { measure, steps: [] } });
  markChosen(document, "dybde");
  return [measure, chosen("tjeneste"), chosen("dybde") ?? "1"];
}

/** @param {string | null} picked name in the address and id, as the search gives them */
function pick(picked) {
  const [name, ...id] = (picked ?? "").split(":");
  if (id.length) chooseByName(name, id.join(":"));
  return page.dash_clientside.no_update;
}

/** @param {Around | null} data */
function around(data) {
  const host = document.getElementById("around");
  aroundShown = data;
  if (host) drawAround(host, data);
  return page.dash_clientside.no_update;
}

window.addEventListener("resize", () => {
  const host = document.getElementById("around");
  if (host && aroundShown) drawAround(host, aroundShown);
});

/**
 * Tell the callbacks of a page what is chosen, and let the reasons follow the measure in the middle.
 * @param {string} name
 * @param {string | null} id
 */
function chosenHere(name, id) {
  page.dash_clientside.set_props(CHOICES[name], { data: id });
  if (name === "tiltak" && document.getElementById("around")) page.dash_clientside.set_props("trail", { data: { measure: id, steps: [] } });
}

/** @type {Capacity | null} */
let capacityShown = null;

/**
 * @param {Grid | null} data
 * @param {string} id
 */
function capacity(data, id) {
  const host = document.getElementById(id);
  if (!data || !host) return page.dash_clientside.no_update;
  if (!capacityShown || capacityShown.host !== host) {
    capacityShown = new Capacity(host, document.getElementById("capacity-readout"), mark, write);
  }
  capacityShown.show(data);
  return page.dash_clientside.no_update;
}

// An amount that has been given leads back to its cells once they are drawn; one that is written on does not.
for (const [kind, isGiven] of /** @type {[string, (event: Event) => boolean][]} */ ([
  ["keydown", (event) => /** @type {KeyboardEvent} */ (event).key === "Enter"], ["input", () => false],
])) {
  document.addEventListener(kind, (event) => {
    if (capacityShown && /** @type {Element} */ (event.target).id === "capacity-amount") capacityShown.isWritten = isGiven(event);
  });
}

/** @param {Marked} marked */
function mark(marked) {
  page.dash_clientside.set_props("capacity-marked", { data: marked });
  const said = document.getElementById("capacity-marked-words");
  if (said) said.textContent = marked.words;
}

/**
 * Go to the field in which an amount is written, with what has been written of it.
 * @param {string} begun
 */
function write(begun) {
  if (begun) page.dash_clientside.set_props("capacity-amount", { value: begun });
  document.getElementById("capacity-amount")?.focus();
}

/** @param {string} sector */
function chooseSector(sector) {
  page.dash_clientside.set_props("sector-choice", { value: sector });
}

/**
 * @param {HTMLElement} host
 * @param {Data} data
 */
function begin(host, data) {
  const [strips, readout] = ["load", "load-readout"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
  const load = new Load(strips, readout, data), made = new Gantt(host, load, data);
  followDrag(made, load.host);
  made.onSelect = (id, inChain) => choose(made, id, inChain);
  return made;
}

/**
 * Choose a measure; in a row of the chain go on to its date there.
 * @param {Gantt} shown
 * @param {string | null} id
 * @param {boolean} inChain
 */
function choose(shown, id, inChain) {
  page.dash_clientside.set_props("selected", { data: id });
  page.dash_clientside.set_props("trail", { data: (inChain && reasons && wayTo(reasons, id)) || { measure: id, steps: [] } });
  const panel = document.getElementById("panel");
  if (id && panel && isBelow(panel, shown.host)) showPanel(panel, shown);
}

/**
 * @param {Element} panel
 * @param {Element} host
 */
function isBelow(panel, host) {
  return panel.getBoundingClientRect().top >= host.getBoundingClientRect().bottom;
}

/**
 * Bring the panel into view when it holds what was chosen; beside the Gantt it is in view, and the focus stays.
 * @param {HTMLElement} panel
 * @param {Gantt} shown
 */
function showPanel(panel, shown) {
  const name = shown.data.measures.find((measure) => measure.id === shown.selected)?.name;
  const follow = () => {
    const heading = /** @type {HTMLElement | null} */ (panel.querySelector(".panel-title"));
    if (!heading || heading.textContent !== name) return;
    filling?.disconnect();
    panel.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
  filling?.disconnect();
  filling = new MutationObserver(follow);
  filling.observe(panel, { childList: true, subtree: true, characterData: true });
  follow();
}

/**
 * What the buttons above the Gantt do, by what they carry in ``data-view``.
 * @type {Record<string, (shown: Gantt) => void>}
 */
const VIEWS = {
  in: (shown) => zoomBy(shown, STEP),
  out: (shown) => zoomBy(shown, 1 / STEP),
  all: (shown) => { fit(shown.view); shown.later(); },
  back: (shown) => panBy(shown, -shown.view.width / 4),
  on: (shown) => panBy(shown, shown.view.width / 4),
  open: (shown) => { shown.rows.filter((row) => row.kind === "group").forEach((row) => shown.open.add(row.key)); shown.relist(); },
  close: (shown) => { shown.open.clear(); shown.relist(); },
};

document.addEventListener("click", (event) => {
  const by = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-capacity-by]"));
  if (!by || !capacityShown) return;
  capacityShown.by(by.dataset.capacityBy === "year");
  by.parentElement?.querySelectorAll("[data-capacity-by]").forEach((each) => each.setAttribute("aria-pressed", String(each === by)));
});

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-view]"));
  if (gantt && button) VIEWS[button.dataset.view ?? ""]?.(gantt);
});

followAddress((path, query) => page.dash_clientside.set_props("url", { pathname: path, search: query }));
followChoices(chosenHere);
followCommands();
followFolds();
followBar();
watchContact();
page.dash_clientside = Object.assign({}, page.dash_clientside, { planner: { around, asked, capacity, draw, matrix, pick, saturation, table, where, why } });
