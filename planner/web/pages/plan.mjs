// What the page's callbacks call: draws the Gantt and the load from the stored data, and follows the buttons.
import { asked, followAddress, onWayBack, pageAt, pushView, replaceView } from "../components/address/address.mjs";
import { followTurn } from "../components/address/turning.mjs";
import { followCommands } from "../components/buttons/busy.mjs";
import { drawAround } from "../components/around/around.mjs";
import { Capacity } from "../components/capacity/capacity.mjs";
import { choose as chooseByName, chosen, followChoices, markChosen } from "../components/choice/choice.mjs";
import { watchContact } from "../components/contact/contact.mjs";
import { keepFocus } from "../components/focus/focus.mjs";
import { drawOnceOpened, followFolds } from "../components/fold/fold.mjs";
import { Coming } from "../components/gantt/coming.mjs";
import { Gantt } from "../components/gantt/gantt.mjs";
import { showChosen, toChosen } from "../components/gantt/chosen.mjs";
import { Pinning } from "../components/gantt/pinning.mjs";
import { STEP, panBy, zoomBy } from "../components/gantt/moving.mjs";
import { followDrag } from "../components/gantt/pointer.mjs";
import { Filled } from "../components/load/filled.mjs";
import { followNeeds, showNeeds } from "../components/needs/needs.mjs";
import { showTables } from "../components/grid/workbench.mjs";
import { Load } from "../components/load/load.mjs";
import { followRegions } from "../components/rail/regions.mjs";
import { Why, wayTo } from "../components/reasons/reasons.mjs";
import { followRolling } from "../components/reports/reports.mjs";
import { Saturation } from "../components/saturation/saturation.mjs";
import { followParts } from "../components/elements/parts.mjs";
import { Panel } from "../components/panel/panel.mjs";
import { followBar } from "../components/plan_bar/plan_bar.mjs";
import { draw as drawTable } from "../components/tables/tables.mjs";
import { followStops } from "../components/stops/stops.mjs";
import { fit } from "../components/timeline/scale.mjs";
import { drawLooks } from "../components/tools/looks.mjs";
import { followTools, queryAsked, showTools } from "../components/tools/tools.mjs";
import { remember, restore } from "./remembering.mjs";
import { followSaving } from "../components/saving/saving.mjs";
import { followUploads } from "../components/uploads/uploads.mjs";

/** @typedef {import("../components/gantt/filter.mjs").Query} Query */
/** @typedef {import("../components/gantt/pinning.mjs").Answer} Answer */
/** @typedef {import("../components/load/filled.mjs").Told} Told */
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
/** @type {Query} what is looked for, also before the Gantt is drawn */
let sought = {};
/** @type {Filled | null} */
let cellShown = null;
/** @type {MutationObserver | null} */
let filling = null;

/** How the Gantt is to be drawn once what it draws has come. */
let wanted = { revision: "", grouping: "" };
const coming = new Coming(() => draw(wanted.revision, wanted.grouping));

/**
 * Draw the Gantt of a revision of the plan; what was drawn before stays until it has come.
 * @param {string} revision
 * @param {string} grouping
 */
function draw(revision, grouping) {
  const host = document.getElementById("gantt");
  if (!host) return page.dash_clientside.no_update;
  wanted = { revision, grouping };
  const data = coming.of(revision) ?? (gantt?.host === host ? gantt.data : null);
  if (!data) return page.dash_clientside.no_update;
  const isFirst = !gantt || gantt.host !== host, way = (isFirst && asked("grupper")) || grouping;
  if (isFirst) sought = queryAsked();
  if (!gantt || gantt.host !== host) gantt = begin(host, data);
  if (gantt.load.data !== data) gantt.load.show(data);
  const isAnother = gantt.show(data, way in data.groupings ? way : grouping, asked("tiltak") || null);
  if (!isAnother) return page.dash_clientside.no_update;
  gantt.showChain(reasons && reasons.chain);
  if (isFirst && gantt.selected) showChosen(gantt);
  if (isFirst && way !== grouping && way in data.groupings) page.dash_clientside.set_props("grouping", { value: way });
  else replaceView({ grupper: grouping === "owner" ? "" : grouping });
  showTools(TOOLS);
  const looks = document.getElementById("looks");
  if (looks) drawLooks(looks, host, data);
  if (!performance.getEntriesByName("gantt").length) performance.mark("gantt");
  return page.dash_clientside.no_update;
}

/**
 * Show the measures whose name or owner holds each word, and of which any of the kinds holds (planner/view/kinds.py), with
 * the groups around them; nothing asked is all. Gives how many there are, in words, which the Gantt says too.
 * @param {Query | null} query
 * @returns {string}
 */
function filter(query) {
  sought = query ?? {};
  return gantt ? gantt.filter(sought) : "";
}

/** How many measures of the plan on the screen there are of each kind that a filter can name. */
function counts() {
  return gantt ? gantt.data.counts : {};
}

/** @param {Answer | null} answer what follows from a pin that is being moved */
function pinned(answer) {
  if (answer && gantt) gantt.pinning?.take(answer);
  return page.dash_clientside.no_update;
}

/** @param {{ refused: boolean } | null} done whether a pin that was let go has been taken */
function pinGiven(done) {
  if (done && gantt) gantt.pinning?.given(done);
  return page.dash_clientside.no_update;
}

/** @param {Told | null} told who fills the cell of the load that is open, and who waits */
function filled(told) {
  if (told) cellShown?.tell(told);
  return page.dash_clientside.no_update;
}

/** @param {Reasons | null} data */
function why(data) {
  const host = document.getElementById("why");
  if (!data || !host) return page.dash_clientside.no_update;
  if (!whyShown || whyShown.host !== host) whyShown = new Why(host, follow, showChain);
  reasons = data;
  whyShown.show(data);
  drawAroundAgain();
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
  pushView({ tiltak: trail.measure ?? "" });
  gantt?.takeChoice(trail.measure || null);
  page.dash_clientside.set_props("trail", { data: trail });
}

/**
 * @param {Table | null} data
 * @param {string} id
 */
function table(data, id) {
  const host = document.getElementById(id);
  if (data && host) drawOnceOpened(host, () => drawTable(host, data));
  return page.dash_clientside.no_update;
}

/** @type {Panel | null} */
let panel = null;

/**
 * Show the chosen measure beside the page; the address says which where nobody has chosen yet.
 * @param {string} revision
 * @param {Trail | null} trail
 */
function inspect(revision, trail) {
  const host = document.getElementById("panel"), wanted = asked("tiltak") || null;
  if (!host) return page.dash_clientside.no_update;
  if (!panel || panel.host !== host) panel = new Panel(host, (id) => gantt?.data.measures.find((each) => each.id === id));
  panel.show(wanted, revision);
  if (wanted !== (trail?.measure || null)) tellChosen(wanted);
  return page.dash_clientside.no_update;
}

/**
 * Tell the Gantt and the server which measure is chosen, and that the way to its dates begins at it.
 * @param {string | null} id
 */
function tellChosen(id) {
  gantt?.takeChoice(id);
  page.dash_clientside.set_props("trail", { data: { measure: id, steps: [] } });
}

/**
 * What the tools over the plan ask of it; a Gantt that cannot filter shows all.
 * @type {import("../components/tools/tools.mjs").Asked}
 */
const TOOLS = {
  filter: (query) => ours().filter?.(query) ?? "",
  counts: () => ours().counts?.() ?? {},
  group: (way) => page.dash_clientside.set_props("grouping", { value: way }),
  search: (text) => page.dash_clientside.set_props("search", { value: text }),
};

/** @returns {{ filter?: (query: object) => string, counts?: () => Record<string, number> }} */
function ours() {
  return page.dash_clientside.planner ?? {};
}

/**
 * Draw the page anew where the address leads to another one, and not where only the view of it is another.
 * @param {string} path
 * @param {string} query
 * @param {string | null} shown
 */
function where(path, query, shown) {
  const now = pageAt(path, query);
  if (now === shown) return page.dash_clientside.no_update;
  followTurn();
  return now;
}

/** @type {Record<string, string>} The store of what is chosen, by its name in the address. */
const CHOICES = { innspill: "input", tjeneste: "service", tiltak: "around-measure", dybde: "around-depth" };

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

/** @param {string} text */
function writeSearch(text) {
  page.dash_clientside.set_props("needs-search", { value: text });
}

/**
 * Show of the list of needs what the address asks for, and tell which of them it says is chosen.
 * @param {unknown} _listed
 * @param {unknown} _chips
 * @param {string | null} told what the callbacks know to be chosen
 */
function needs(_listed, _chips, told) {
  showNeeds(writeSearch);
  markChosen(document, "innspill");
  return chosen("innspill") === told ? page.dash_clientside.no_update : chosen("innspill");
}

/** Draw the tables, or what has changed in them. */
function tables() {
  showTables();
  return page.dash_clientside.no_update;
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
function askedAround() {
  markChosen(document, "dybde");
  return [chosen("tiltak"), chosen("tjeneste"), chosen("dybde") ?? "1"];
}

/** @param {string | null} picked name in the address and id, as the search gives them */
function pick(picked) {
  const [name, ...id] = (picked ?? "").split(":");
  if (id.length) chooseByName(name, id.join(":"));
  return page.dash_clientside.no_update;
}

/** @param {Around | null} data */
function around(data) {
  aroundShown = data;
  drawAroundAgain();
  return page.dash_clientside.no_update;
}

/** Draw what lies around what is chosen, with the chain that is followed. */
function drawAroundAgain() {
  const host = document.getElementById("around");
  if (host) drawAround(host, aroundShown, reasons && reasons.chain);
}

window.addEventListener("resize", drawAroundAgain);

/**
 * Tell the callbacks of a page what is chosen; what is told of a measure follows the one in the middle.
 * @param {string} name
 * @param {string | null} id
 */
function chosenHere(name, id) {
  page.dash_clientside.set_props(CHOICES[name], { data: id });
  if (name === "tiltak") tellChosen(id);
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
    capacityShown?.leave();
    capacityShown = new Capacity(host, document.getElementById("capacity-readout"), mark, write);
  }
  capacityShown.show(data);
  return page.dash_clientside.no_update;
}

window.addEventListener("beforeprint", () => capacityShown?.drawAll());

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

/** Let an amount be written in place of what stands in the field. */
function write() {
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("capacity-amount"));
  field?.focus();
  field?.select();
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
  cellShown = new Filled(load.host.parentElement ?? host, (id) => choose(made, id, false));
  load.onOpen = (sector, period, cell) => {
    if (made.dragged) return;
    cellShown?.open(cell, `${sector.id} ${period}`);
    page.dash_clientside.set_props("load-cell", { data: { sector: sector.id, period, at: Date.now() } });
  };
  made.onSelect = (id, inChain) => choose(made, id, inChain);
  made.onRest = (ids) => panel?.askFor(ids);
  made.query = sought;
  made.pinning = new Pinning(made, (kind, data) => page.dash_clientside.set_props(kind === "pin" ? "pin" : "pin-draft", { data }));
  restore(made);
  remember(() => gantt);
  return made;
}

/**
 * Choose a measure; in a row of the chain go on to its date there.
 * @param {Gantt} shown
 * @param {string | null} id
 * @param {boolean} inChain
 */
function choose(shown, id, inChain) {
  pushView({ tiltak: id ?? "" });
  const filled = panel?.show(id, panel.revision);
  const trail = (inChain && reasons && wayTo(reasons, id)) || { measure: id ?? "", steps: [] };
  afterFrame(() => { if (id && panel && isBelow(panel.host, shown.host)) showPanel(panel.host, shown); });
  tellOnceSeen(trail, filled);
}

/**
 * Tell the page's callbacks what is chosen, which takes them several frames: once all of it is seen, and it is chosen still.
 * @param {Trail} trail
 * @param {Promise<void> | undefined} filled
 */
async function tellOnceSeen(trail, filled) {
  await filled;
  afterFrame(() => {
    if (asked("tiltak") === trail.measure) page.dash_clientside.set_props("trail", { data: trail });
  });
}

/**
 * Do what takes long once what was pressed is seen.
 * @param {() => void} work
 */
function afterFrame(work) {
  requestAnimationFrame(() => setTimeout(work));
}

/**
 * @param {Element} one
 * @param {Element} host
 */
function isBelow(one, host) {
  return one.getBoundingClientRect().top >= host.getBoundingClientRect().bottom;
}

/**
 * Bring the panel into view when it holds what was chosen; beside the Gantt it is in view, and the focus stays.
 * @param {HTMLElement} host
 * @param {Gantt} shown
 */
function showPanel(host, shown) {
  const name = shown.data.measures.find((measure) => measure.id === shown.selected)?.name;
  const follow = () => {
    const heading = /** @type {HTMLElement | null} */ (host.querySelector(".panel-title"));
    if (!heading || heading.textContent !== name) return;
    filling?.disconnect();
    host.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
  filling?.disconnect();
  filling = new MutationObserver(follow);
  filling.observe(host, { childList: true, subtree: true, characterData: true });
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
  chosen: toChosen,
  arrows: (shown) => { shown.host.dataset.arrows = shown.showsArrows ? "off" : "on"; },
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

followAddress();
onWayBack(() => { tellChosen(asked("tiltak") || null); showTools(TOOLS); });
document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("[data-panel-act]")) { pushView({ tiltak: "" }); tellChosen(null); }
});
followTools(TOOLS);
followChoices(chosenHere);
followCommands();
keepFocus();
followFolds();
followParts();
followStops();
followNeeds(writeSearch);
followRegions();
followBar((scheme) => page.dash_clientside.set_props("theme", { forceColorScheme: scheme }));
followSaving((id, props) => page.dash_clientside.set_props(id, props));
followRolling((id, props) => page.dash_clientside.set_props(id, props));
followUploads((id, props) => page.dash_clientside.set_props(id, props));
watchContact();
page.dash_clientside = Object.assign({}, page.dash_clientside, {
  planner: { around, askedAround, capacity, counts, draw, filled, filter, inspect, matrix, needs, pick, pinGiven, pinned, saturation, table, tables, where, why },
});
