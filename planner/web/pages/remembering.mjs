// What is open and in view of the plan, in the address: read before the first draw, written once the hands are still.
import { asked, replaceView } from "../components/address/address.mjs";
import { keyOfGroup } from "../components/gantt/rows.mjs";
import { restoreLooks } from "../components/tools/looks.mjs";

/** @typedef {import("../components/gantt/gantt.mjs").Gantt} Gantt */
/** @typedef {import("../components/gantt/rows.mjs").Data} Data */

const STILL_MILLISECONDS = 300, MONTHS = 12, NONE = "ingen";
let waiting = 0, isFollowing = false;

/**
 * Show what the address asks for.
 * @param {Gantt} made
 */
export function restore(made) {
  openAsked(made);
  restoreLooks(made.host);
  const from = instantAt(made.data, asked("fra")), to = instantAt(made.data, asked("til"));
  if (from === null || to === null || to <= from) return;
  made.measure();
  made.view.unit = made.view.width / (to - from);
  made.view.start = from;
}

/**
 * Open what the address asks for; where it asks for nothing, all groups.
 * @param {Gantt} made
 */
export function openAsked(made) {
  const wanted = asked("apne");
  if (wanted === NONE) return;
  const keys = wanted ? wanted.split("|") : groupsOf(made.data);
  for (const key of keys) made.open.add(key);
}

/**
 * The keys of all groups, in every way of grouping.
 * @param {Data} data
 * @returns {string[]}
 */
function groupsOf(data) {
  return Object.values(data.groupings).flat().map((group) => keyOfGroup(group.key));
}

/**
 * Write what is in view whenever it may have changed.
 * @param {() => Gantt | null} shown
 */
export function remember(shown) {
  if (isFollowing) return;
  isFollowing = true;
  for (const doing of ["pointerup", "keyup", "wheel"]) {
    document.addEventListener(doing, () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => write(shown()), STILL_MILLISECONDS);
    }, { passive: true });
  }
}

/** @param {Gantt | null} shown */
function write(shown) {
  if (!shown || !shown.host.isConnected || !shown.view.width) return;
  const { start, unit, width, periods } = shown.view, end = start + width / unit, isAll = end - start >= periods - 0.05;
  const open = [...shown.open].filter((key) => !key.includes("\u0000")), groups = groupsOf(shown.data);
  const areAll = open.length === new Set(groups).size && groups.every((key) => shown.open.has(key));
  replaceView({
    apne: areAll ? "" : open.join("|") || NONE, fra: isAll ? "" : monthAt(shown.data, start), til: isAll ? "" : monthAt(shown.data, end),
    piler: shown.showsArrows ? "" : "uten",
  });
}

/**
 * The months of a period, as the years of the axis show it.
 * @param {Data} data
 */
function monthsOf(data) {
  const years = data.ticks.map((tick) => tick.year), most = Math.max(...[...new Set(years)].map((year) => years.filter((one) => one === year).length));
  return MONTHS / most;
}

/**
 * The months from the beginning of the first year to that of the first period.
 * @param {Data} data
 */
function monthsBefore(data) {
  const first = data.ticks[0].year;
  return MONTHS - data.ticks.filter((tick) => tick.year === first).length * monthsOf(data);
}

/**
 * @param {Data} data
 * @param {number} instant
 * @returns {string} year and month, such as 2027-04
 */
function monthAt(data, instant) {
  const month = Math.round(monthsBefore(data) + instant * monthsOf(data));
  return `${data.ticks[0].year + Math.floor(month / MONTHS)}-${String((month % MONTHS) + 1).padStart(2, "0")}`;
}

/**
 * @param {Data} data
 * @param {string} text
 * @returns {number | null} the instant, where it lies within the plan
 */
function instantAt(data, text) {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  if (!found) return null;
  const months = (Number(found[1]) - data.ticks[0].year) * MONTHS + Number(found[2]) - 1;
  const instant = (months - monthsBefore(data)) / monthsOf(data);
  return instant >= 0 && instant <= data.periods ? instant : null;
}
