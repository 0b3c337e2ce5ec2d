// Keys, wheel and pointer: what moves the focus, opens and closes rows, zooms and pans.
import { fit, pan, zoom } from "../timeline/scale.mjs";
import { isInChain } from "./rows.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */
/** @typedef {import("./rows.mjs").Row} Row */

export const STEP = 1.25;
const PAGE = 10;

/** @type {Record<string, (gantt: Gantt) => void>} */
const KEYS = {
  ArrowDown: (gantt) => gantt.focusRow(gantt.focused() + 1),
  ArrowUp: (gantt) => gantt.focusRow(gantt.focused() - 1),
  PageDown: (gantt) => gantt.focusRow(gantt.focused() + PAGE),
  PageUp: (gantt) => gantt.focusRow(gantt.focused() - PAGE),
  Home: (gantt) => gantt.focusRow(0),
  End: (gantt) => gantt.focusRow(gantt.rows.length - 1),
  ArrowRight: openOrEnter,
  ArrowLeft: closeOrLeave,
  Enter: choose,
  " ": choose,
  Escape: (gantt) => gantt.select(null),
  "+": (gantt) => zoomBy(gantt, STEP),
  "=": (gantt) => zoomBy(gantt, STEP),
  "-": (gantt) => zoomBy(gantt, 1 / STEP),
  0: (gantt) => { fit(gantt.view); gantt.later(); },
};

/**
 * @param {Gantt} gantt
 * @param {KeyboardEvent} event
 */
function onKey(gantt, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const sideways = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (event.shiftKey && sideways) panBy(gantt, (sideways * gantt.view.width) / 6);
  else if (KEYS[event.key]) KEYS[event.key](gantt);
  else return;
  event.preventDefault();
}

/** @param {Gantt} gantt */
function openOrEnter(gantt) {
  const row = gantt.rows[gantt.focused()];
  if (row.expandable && !row.expanded) gantt.toggle(row);
  else if (row.expanded) gantt.focusRow(gantt.focused() + 1);
}

/** @param {Gantt} gantt */
function closeOrLeave(gantt) {
  const row = gantt.rows[gantt.focused()];
  if (row.expanded) gantt.toggle(row);
  else if (row.parent) gantt.focusRow(gantt.rows.findIndex((other) => other.key === row.parent?.key));
}

/** @param {Gantt} gantt */
function choose(gantt) {
  activate(gantt, gantt.rows[gantt.focused()]);
}

/**
 * @param {Gantt} gantt
 * @param {Row} row
 */
function activate(gantt, row) {
  if (row.kind === "group") gantt.toggle(row);
  else gantt.select(row.measure.id, isInChain(row));
}

/**
 * Zoom about a pixel, the middle where none is given.
 * @param {Gantt} gantt
 * @param {number} factor
 * @param {number} [pixel]
 */
export function zoomBy(gantt, factor, pixel) {
  zoom(gantt.view, factor, pixel === undefined ? gantt.view.width / 2 : pixel);
  gantt.later();
}

/**
 * @param {Gantt} gantt
 * @param {number} pixels
 */
export function panBy(gantt, pixels) {
  pan(gantt.view, pixels);
  gantt.later();
}

/**
 * @param {Gantt} gantt
 * @param {WheelEvent} event
 */
function onWheel(gantt, event) {
  if (event.ctrlKey) zoomBy(gantt, event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - gantt.left());
  else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) panBy(gantt, event.deltaX || event.deltaY);
  else return;
  event.preventDefault();
}

/**
 * @param {Gantt} gantt
 * @param {MouseEvent} event
 */
function onClick(gantt, event) {
  const target = /** @type {Element} */ (event.target), element = /** @type {HTMLElement | null} */ (target.closest(".gantt-row"));
  const row = element && gantt.rows.find((other) => other.key === element.dataset.key);
  if (!row || gantt.dragged) return;
  gantt.focusRow(gantt.rows.indexOf(row));
  if (target.closest(".twist")) gantt.toggle(row);
  else activate(gantt, row);
}

/**
 * Dragging sideways pans; a drag is not a click.
 * @param {Gantt} gantt
 * @param {HTMLElement} surface
 */
export function followDrag(gantt, surface) {
  /** @type {number | null} */
  let last = null;
  surface.addEventListener("pointerdown", (event) => { last = event.clientX; gantt.dragged = false; });
  surface.addEventListener("pointermove", (event) => {
    if (last === null || !event.buttons) return;
    const moved = last - event.clientX;
    if (Math.abs(moved) < 4 && !gantt.dragged) return;
    gantt.dragged = true;
    last = event.clientX;
    panBy(gantt, moved);
  });
  window.addEventListener("pointerup", () => { last = null; });
}

/** @param {Gantt} gantt */
export function listen(gantt) {
  gantt.scroller.addEventListener("keydown", (event) => onKey(gantt, event));
  gantt.scroller.addEventListener("wheel", (event) => onWheel(gantt, event), { passive: false });
  gantt.scroller.addEventListener("click", (event) => onClick(gantt, event));
  gantt.scroller.addEventListener("scroll", () => gantt.later());
  followDrag(gantt, gantt.scroller);
}
