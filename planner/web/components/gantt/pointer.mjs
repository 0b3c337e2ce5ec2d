// Wheel and pointer: what chooses, opens and closes rows, zooms and pans.
import { nextBaseline } from "./baseline.mjs";
import { activate } from "./keys.mjs";
import { STEP, panBy, zoomBy } from "./moving.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */

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
  if (/** @type {Element} */ (event.target).closest(".gantt-head .col-difference")) return nextBaseline(gantt);
  const target = /** @type {Element} */ (event.target), element = /** @type {HTMLElement | null} */ (target.closest(".gantt-row"));
  const place = element && gantt.placeOf.get(element.dataset.key ?? "");
  if (place === null || place === undefined || gantt.dragged) return;
  gantt.focusRow(place);
  if (target.closest(".twist")) gantt.toggle(gantt.rows[place]);
  else activate(gantt, gantt.rows[place]);
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
    if (last === null || !event.buttons || gantt.grabs) return;
    const moved = last - event.clientX;
    if (Math.abs(moved) < 4 && !gantt.dragged) return;
    gantt.dragged = true;
    last = event.clientX;
    panBy(gantt, moved);
  });
  window.addEventListener("pointerup", () => { last = null; });
}

/**
 * Let all that is known of a measure be fetched while the press on it lasts, a tenth of a second.
 * @param {Gantt} gantt
 * @param {Event} event
 */
function onPress(gantt, event) {
  const element = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".gantt-row"));
  const row = gantt.rows[gantt.placeOf.get(element?.dataset.key ?? "") ?? -1];
  if (row?.measure) gantt.onRest([row.measure.id]);
}

/** @param {Gantt} gantt */
export function followPointer(gantt) {
  gantt.scroller.addEventListener("pointerdown", (event) => onPress(gantt, event));
  gantt.scroller.addEventListener("wheel", (event) => onWheel(gantt, event), { passive: false });
  gantt.scroller.addEventListener("click", (event) => onClick(gantt, event));
  gantt.scroller.addEventListener("scroll", () => gantt.later());
  followDrag(gantt, gantt.scroller);
}
