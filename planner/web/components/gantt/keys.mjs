// Keys: what moves the focus among rows and their cells, opens and closes rows, zooms and pans.
import { fit, reveal, shows } from "../timeline/scale.mjs";
import { nextBaseline } from "./baseline.mjs";
import { phasesOf } from "./lines.mjs";
import { STEP, panBy, zoomBy } from "./moving.mjs";
import { isInChain } from "./rows.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */
/** @typedef {import("./rows.mjs").Row} Row */

const PAGE = 10;

/** @type {Record<string, (gantt: Gantt) => void>} */
const KEYS = {
  ArrowDown: (gantt) => along(gantt, gantt.focused() + 1),
  ArrowUp: (gantt) => along(gantt, gantt.focused() - 1),
  PageDown: (gantt) => along(gantt, gantt.focused() + PAGE),
  PageUp: (gantt) => along(gantt, gantt.focused() - PAGE),
  Home: (gantt) => (gantt.focusStop < 0 ? gantt.focusRow(0) : toStop(gantt, 0)),
  End: (gantt) => (gantt.focusStop < 0 ? gantt.focusRow(gantt.rows.length - 1) : toStop(gantt, lastStop(gantt))),
  ArrowRight: openOrEnter,
  ArrowLeft: closeOrLeave,
  Enter: choose,
  " ": choose,
  Escape: leave,
  "+": (gantt) => zoomBy(gantt, STEP),
  "=": (gantt) => zoomBy(gantt, STEP),
  "-": (gantt) => zoomBy(gantt, 1 / STEP),
  0: (gantt) => { fit(gantt.view); gantt.later(); },
  b: nextBaseline,
};

/**
 * @param {Gantt} gantt
 * @param {KeyboardEvent} event
 */
function onKey(gantt, event) {
  const sideways = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (event.ctrlKey || event.metaKey || (event.altKey && !sideways)) return;
  if (event.altKey) gantt.pinning?.step(sideways, event.shiftKey);
  else if (event.shiftKey && sideways) panBy(gantt, (sideways * gantt.view.width) / 6);
  else if (KEYS[event.key]) KEYS[event.key](gantt);
  else return;
  event.preventDefault();
}

/** @param {Gantt} gantt */
function openOrEnter(gantt) {
  const row = gantt.rows[gantt.focused()];
  if (gantt.focusStop < 0 && row.expandable && !row.expanded) gantt.toggle(row);
  else toStop(gantt, gantt.focusStop + 1);
}

/** @param {Gantt} gantt */
function closeOrLeave(gantt) {
  const row = gantt.rows[gantt.focused()];
  if (gantt.focusStop >= 0) toStop(gantt, gantt.focusStop - 1);
  else if (row.expanded) gantt.toggle(row);
  else if (row.parent) gantt.focusRow(gantt.placeOf.get(row.parent.key) ?? 0);
}

/**
 * To the same cell of another row, as far as that has it; from a phase to the bars.
 * @param {Gantt} gantt
 * @param {number} place
 */
function along(gantt, place) {
  const row = gantt.rows[Math.min(Math.max(place, 0), gantt.rows.length - 1)];
  const cells = row && row.kind === "group" ? 1 : gantt.columns.length;
  gantt.focusRow(place, Math.min(gantt.focusStop, cells));
}

/**
 * To a cell or a phase of the row in focus, brought into view; below 0 to the row itself.
 * @param {Gantt} gantt
 * @param {number} stop
 */
function toStop(gantt, stop) {
  const bounded = Math.min(stop, lastStop(gantt)), place = gantt.focused();
  const phase = phasesOf(gantt.rows[place])[bounded - gantt.columns.length];
  if (phase && bounded >= gantt.columns.length && !shows(gantt.view, phase.start, phase.end)) reveal(gantt.view, phase.start, phase.end);
  gantt.focusRow(place, bounded);
}

/**
 * @param {Gantt} gantt
 * @returns {number}
 */
function lastStop(gantt) {
  const row = gantt.rows[gantt.focused()], cells = row.kind === "group" ? 1 : gantt.columns.length;
  return cells + Math.max(1, phasesOf(row).length) - 1;
}

/**
 * From a cell back to its row, from a row to nothing chosen.
 * @param {Gantt} gantt
 */
function leave(gantt) {
  if (gantt.focusStop >= 0) gantt.focusRow(gantt.focused());
  else gantt.select(null);
}

/** @param {Gantt} gantt */
function choose(gantt) {
  activate(gantt, gantt.rows[gantt.focused()]);
}

/**
 * @param {Gantt} gantt
 * @param {Row} row
 */
export function activate(gantt, row) {
  if (row.kind === "group") gantt.toggle(row);
  else gantt.select(row.measure.id, isInChain(row));
}

/** @param {Gantt} gantt */
export function followKeys(gantt) {
  gantt.scroller.addEventListener("keydown", (event) => onKey(gantt, event));
}
